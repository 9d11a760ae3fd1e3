"""Settings of an installation: environment variables that begin with HELDER_."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator chooses."""

    model_config = SettingsConfigDict(env_prefix="HELDER_")

    data: Path = Field(default=Path("data"), description="folder of the databases and keys in embedded mode")
    base_url: str = Field(default="http://127.0.0.1:8000", description="the address that residents and officials use")
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR")
    body_limit: int = Field(default=2_000_000, description="largest request body in bytes")
    contact_name: str = Field(default="Helder", description="team that answers questions on the API")
    contact_email: str = Field(default="helder@example.org", description="functional address of that team")
