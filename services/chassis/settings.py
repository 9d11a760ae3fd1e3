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
    data_licence: str = Field(
        default="", description="web address of the licence of what is public; empty: none chosen"
    )

    database_url: str | None = Field(default=None, description="PostgreSQL of this service; unset: a file in `data`")
    keys: Path | None = Field(default=None, description="folder with the keys of the installation; unset: `data`")
    kafka: str | None = Field(default=None, description="Kafka brokers, host:port, separated by commas")
    kafka_prefix: str = Field(default="", description="put before the names of all topics and consumer groups")
    kafka_partitions: int = Field(default=6, description="partitions that a topic gets at birth, and keeps")
    kafka_replication: int = Field(default=3, description="copies of each partition; production: at least 3")
    kafka_security: str = Field(default="PLAINTEXT", description="PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL")
    kafka_user: str | None = Field(default=None, description="user of SASL (SCRAM-SHA-512)")
    kafka_password: str | None = Field(default=None, repr=False, description="password of that user")
    kafka_ca: Path | None = Field(default=None, description="certificate of the authority that signed the brokers'")
    oidc_issuer: str | None = Field(default=None, description="address of the OpenID Connect issuer that people use")
    oidc_client_id: str = Field(default="helder", description="what that issuer calls this installation")
    oidc_client_secret: str | None = Field(default=None, repr=False, description="secret that belongs to it, if any")
    operators: str = Field(
        default="", description="who runs the installation: the issuer's ids (`sub`) of people, separated by commas"
    )
    replica: str | None = Field(default=None, description="name of this process, that it keeps over restarts")
    trusted_proxies: str = Field(
        default="", description="addresses of reverse proxies, separated by commas, whose X-Forwarded-For is believed"
    )

    @property
    def shown(self) -> str:
        """All that public pages say of it: with something else those are other pages."""
        topics = self.kafka_prefix if self.kafka else "none"
        return "\0".join((self.data_licence, self.contact_name, self.contact_email, topics))
