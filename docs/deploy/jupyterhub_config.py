"""What JupyterHub needs to know to give each person a workbook; goes into its own configuration."""

c = get_config()  # noqa: F821 - JupyterHub's

c.Spawner.cmd = ["/opt/gongwen/.venv/bin/python", "-m", "widgets.hub"]
c.Spawner.environment = {
    "PYTHONPATH": "/opt/gongwen",
    "GONGWEN_DATABASE": "postgresql://gongwen_writer:CHANGE-ME@db.example/gongwen",
}
c.Spawner.start_timeout = 60
