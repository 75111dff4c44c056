# Two commands matter: `make app` and `make test`. Everything else is for those who work on the program.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-annotate --quiet

.PHONY: help app lab test check bench anchors checks pages pictures lock setup setup-dev

help:
	@echo "make app    打开公文工作簿（网页版）        make lab    在 JupyterLab 里打开同一个笔记本"
	@echo "make test   运行全部测试                    make check  代码检查、类型检查、结构检查"
	@echo "make bench  测速度                          make lock   重新锁定依赖的版本"
	@echo "make anchors 测批注跟得准不准               make checks 测核稿查得准不准、快不快"
	@echo "make pages  和 LibreOffice 逐行对照版面    make pictures  重拍手册里的屏幕图"

define need-python
@command -v $(PYTHON) >/dev/null || { echo "没有找到 $(PYTHON)。请先安装 Python 3.11、3.12 或 3.13。" >&2; exit 1; }
endef

setup:
	$(need-python)
	@$(PYTHON) gongwen/bootstrap.py requirements.txt

setup-dev:
	$(need-python)
	@$(PYTHON) gongwen/bootstrap.py requirements-dev.txt

app: setup
	@$(BIN)/python -m widgets.serve $(if $(PORT),--port $(PORT)) $(if $(HOST),--host $(HOST))

lab: setup
	@$(BIN)/python -m widgets.lab $(if $(PORT),--port $(PORT))

test: setup-dev
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile

check: setup-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q tests/test_architecture.py

bench: setup-dev
	@$(BIN)/python -m bench

anchors: setup-dev
	@$(BIN)/python -m bench.anchors

checks: setup-dev
	@$(BIN)/python -m bench.checks $(ARGS)

pages: setup-dev
	@$(BIN)/python -m bench.pages

pictures: setup-dev
	@$(BIN)/python -m bench.screens

lock: setup-dev
	@$(BIN)/uv pip compile pyproject.toml --extra setup $(LOCK) -o requirements.txt
	@$(BIN)/uv pip compile pyproject.toml --extra setup --extra dev -c requirements.txt $(LOCK) -o requirements-dev.txt
