"""After a loss, or with new read tables: rebuild, replay and restore, from the logs in databases or on Kafka."""
