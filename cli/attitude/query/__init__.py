"""Quick questions in SQL, typed or saved, on a connection that can only read the workspace."""

from attitude.query.asked import ask, query, write
from attitude.query.header import Header, Parameter, given_by
from attitude.query.saved import Catalogue, Saved, catalogue, find_question, saved, typed

__all__ = [
    "Catalogue",
    "Header",
    "Parameter",
    "Saved",
    "ask",
    "catalogue",
    "find_question",
    "given_by",
    "query",
    "saved",
    "typed",
    "write",
]
