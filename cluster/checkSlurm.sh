#!/usr/bin/env bash
# Runs a real sweep as a job array on a real Slurm of one node, requeues a task while it trains, and compares the merged result
# with one process. As root on Debian, from the project's folder, after `npm ci`; installs slurm-wlm. Some five minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
lab() { node --import tsx src/cli/main.ts "$@"; }

command -v slurmctld >/dev/null || {
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends slurm-wlm munge >/dev/null
}
folder=$(mktemp -d)
chmod 755 "$folder"
stop() {
  kill "$(cat "$folder/slurmd.pid" 2>/dev/null)" "$(cat "$folder/slurmctld.pid" 2>/dev/null)" 2>/dev/null || true
  rm -rf "$folder"
}
trap stop EXIT

host=$(hostname -s)
mkdir "$folder/state" "$folder/spool"
cat > "$folder/slurm.conf" <<CONF
ClusterName=one
SlurmctldHost=$host
SlurmUser=root
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
SlurmctldPort=16817
SlurmdPort=16818
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
NodeName=$host CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$folder/slurm.conf
mkdir -p /run/munge
chown munge /run/munge
pgrep -x munged >/dev/null || runuser -u munge -- /usr/sbin/munged
slurmctld
slurmd
slurmctld -V
until sinfo -h -o %T | grep -q idle; do sleep 1; done

lab experiment --dataset moons --rule bp,f3-error --seed 0-2 --hidden 8 --epochs 1500 > "$folder/grid.json"
lab sweep "$folder/grid.json" --out "$folder/alone" > "$folder/alone.log"

# A list, whose places Slurm's variables do not tell.
job=$(sbatch --parsable --array=7,3,5 --output="$folder/task-%a.log" \
  cluster/sweep.sbatch "$folder/grid.json" "$folder/grid")
until ls "$folder"/grid/*.part >/dev/null 2>&1; do sleep 0.2; done
sleep 1
scontrol requeue "${job}_3"
echo "requeued task 3 while it trained"
sleep 2
# Slurm lets a requeued task wait for two minutes; now will do.
scontrol update JobId="${job}_3" StartTime=now || true
while squeue -h -j "$job" 2>/dev/null | grep -q .; do sleep 1; done

for task in 3 5 7; do
  echo "task $task: $(grep -h 'Shard' "$folder/task-$task.log" | tr '\n' ' ')"
done
grep -h 'resumes after epoch' "$folder/task-3.log"
# Both folders have every run: one that differs in what is computed is an error.
lab merge "$folder/alone" "$folder/grid" --out "$folder/both.f3lab.json"
test "$(ls "$folder"/grid/*-*.json | wc -l)" = 6
lab table "$folder/grid"
echo 'The array computed what one process did.'
