"""Pages for people: the same commands and queries as the API."""

from fastapi import APIRouter

router = APIRouter()
