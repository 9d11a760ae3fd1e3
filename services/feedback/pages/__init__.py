"""Pages for people: what residents say about an entry and follow, and the desk of moderators."""

from fastapi import APIRouter

router = APIRouter()
