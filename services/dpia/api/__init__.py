"""HTTP in: what clients may ask of dpia."""

from fastapi import APIRouter

router = APIRouter()
