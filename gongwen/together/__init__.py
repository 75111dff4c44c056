"""Two people's changes to one document made one: by sentences, asking where both touched the same one."""

from gongwen.together.documents import Merged, merge
from gongwen.together.question import Kind, Question

__all__ = ["Kind", "Merged", "Question", "merge"]
