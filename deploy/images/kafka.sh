#!/bin/sh
# Starts Kafka from its jars as the official image does: makes the data at the first start.
set -eu
settings=/mnt/shared/config/server.properties
java -cp '/opt/kafka/libs/*' kafka.tools.StorageTool format --ignore-formatted -t 7yvVWLxbQVqDVr3cuvl1rw -c "$settings"
# shellcheck disable=SC2086
exec java $KAFKA_HEAP_OPTS -cp '/opt/kafka/libs/*' kafka.Kafka "$settings"
