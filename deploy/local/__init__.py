"""The regional installation on one machine: real Kafka, real PostgreSQL, every service in processes of its own."""
