#!/bin/sh
# One Kafka node for development and tests, from jars that Maven copies. Not for production: one copy of everything.
#   kafka.sh FOLDER PORT [CONTROLLER_PORT]   runs until it is stopped; the same folder again has the same topics
#                                            what stands in FOLDER/more.properties comes after the settings below, and wins;
#                                            nodes of one cluster need the same KAFKA_CLUSTER_ID (22 letters and digits)
#   kafka.sh jars                            only fetches the jars
set -eu
here=$(cd "$(dirname "$0")" && pwd)
jars=$here/lib

fetch() {
  # Jars, not just their folder: a container engine makes an empty one of a volume that is not there.
  ls "$jars"/kafka_*.jar >/dev/null 2>&1 && [ ! "$here/pom.xml" -nt "$jars" ] && return
  part=$(mktemp -d "$here/lib.XXXXXX")
  trap 'rm -rf "$part"' EXIT
  mvn -B -q -f "$here/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
    -DincludeScope=runtime -DoutputDirectory="$part/lib"
  rm -rf "$jars"
  mv "$part/lib" "$jars"
  touch "$jars"
}

settings() {
  cat <<END
process.roles=broker,controller
node.id=1
listeners=CLIENTS://127.0.0.1:$port,CONTROLLER://127.0.0.1:$controller
advertised.listeners=CLIENTS://127.0.0.1:$port
controller.listener.names=CONTROLLER
controller.quorum.voters=1@127.0.0.1:$controller
listener.security.protocol.map=CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=CLIENTS
log.dirs=$folder/logs
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
broker.heartbeat.interval.ms=500
broker.session.timeout.ms=3000
log.cleaner.dedupe.buffer.size=16777216
END
  [ ! -f "$folder/more.properties" ] || cat "$folder/more.properties"
}

fetch
[ "$1" = jars ] && exit
mkdir -p "$1"
folder=$(cd "$1" && pwd)
port=$2
controller=${3:-$((port + 1))}
settings >"$folder/server.properties"
if [ ! -f "$folder/logs/meta.properties" ]; then
  cluster=${KAFKA_CLUSTER_ID:-$(head -c 16 /dev/urandom | base64 | tr '+/' 'ab' | cut -c 1-22)}
  java -cp "$jars/*" kafka.tools.StorageTool format -t "$cluster" -c "$folder/server.properties"
fi
exec java -Xms128m -Xmx512m -XX:+UseSerialGC -XX:-UsePerfData -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
  -Dorg.slf4j.simpleLogger.showDateTime=true -Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS \
  -cp "$jars/*" kafka.Kafka "$folder/server.properties"
