#!/usr/bin/env bash
# The units of docs/operations under a systemd in charge of a machine: sudo benchmarks/units.sh
# The machine is made of namespaces and of this one's files with a layer on top that is thrown away, so
# nothing is changed here; only port 8000 of the loopback address has to be free. Follows "The first
# time" of docs/operations/serving.md, then reloads, restarts, kills and stops under load, and does
# periodic work but for the links, which ask other sites. Needs root, systemd and a version 1 or mixed
# hierarchy of control groups.
set -euo pipefail
here="$(cd "$(dirname "$0")/.." && pwd)"

if [ "${1:-}" != "--inside" ]; then
  work="$(mktemp -d)"
  groups=()
  for each in systemd memory pids unified; do
    [ -d "/sys/fs/cgroup/$each" ] && groups+=("/sys/fs/cgroup/$each/portal-units-$$")
  done
  mkdir "${groups[@]}"
  python="$(cd "$here" && uv run python -c 'import sys; print(sys.base_prefix)')"
  (
    for group in "${groups[@]}"; do echo "$BASHPID" > "$group/cgroup.procs"; done
    exec unshare --mount --pid --ipc --uts --cgroup --fork --kill-child \
      "$here/benchmarks/units.sh" --inside "$work" "$python"
  ) > "$work/log" 2>&1 < /dev/null &
  outer=$!
  finish() {
    kill -9 "$outer" $(cat "${groups[@]/%//cgroup.procs}") 2> /dev/null || true
    wait "$outer" 2> /dev/null || true
    sleep 1
    for group in "${groups[@]}"; do find "$group" -depth -type d -exec rmdir {} + 2> /dev/null || true; done
    rm -rf "$work"
  }
  trap finish EXIT
  for _ in $(seq 300); do
    machine="$(pgrep -f -- '--unit=units-trial.target' | tail -1 || true)"
    [ -n "$machine" ] && [ -e "/proc/$machine/root/run/dbus/system_bus_socket" ] && break
    kill -0 "$outer" 2> /dev/null || { cat "$work/log"; exit 1; }
    sleep 1
  done
  on() { nsenter -t "$machine" -m -p -u -i -r -w -- "$@"; }
  on /bin/bash -euo pipefail -c '
    portal-manage migrate -v0
    portal-manage load_content | tail -1
    portal-manage collectstatic --no-input | tail -1
    systemctl daemon-reload && systemctl --quiet enable --now portal.socket portal.service'
  on systemctl is-active portal.socket portal.service
  (cd "$here" && uv run python -m benchmarks.units "$machine")
  for job in publishing "linked data" dumps "second steps" pruning; do
    on portal-manage run_periodic --only "$job"
  done
  on systemctl start portal-periodic.timer
  on systemctl show -p Environment -p LoadCredential portal-periodic.service
  for unit in portal portal-periodic; do
    on systemd-analyze security "$unit.service" --no-pager | tail -1
  done
  exit
fi

work="$2" python="$3"
mount --make-rprivate /
mount -t tmpfs tmpfs "$work"
mkdir "$work"/{changes,between,root}
mount -t overlay overlay -o "lowerdir=/,upperdir=$work/changes,workdir=$work/between" "$work/root"
root="$work/root"
# The service may not look into homes, where this machine's Python and the repository may be.
rm -rf "$root/srv/portal" "$root/opt/portal-python"
mkdir -p "$root/opt/portal-python" "$root/srv/portal"
cp -a "$python/." "$root/opt/portal-python/"
git -c safe.directory="$here" -C "$here" archive HEAD | tar -x -C "$root/srv/portal"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t sysfs -o ro sysfs "$root/sys"
for each in run tmp sys/fs/cgroup; do mount -t tmpfs tmpfs "$root/$each"; done
mkdir "$root"/sys/fs/cgroup/{unified,systemd,memory,pids}
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup/unified"
mount -t cgroup -o none,name=systemd,xattr cgroup "$root/sys/fs/cgroup/systemd"
for each in memory pids; do mount -t cgroup -o "$each" cgroup "$root/sys/fs/cgroup/$each"; done
rm -f "$root"/etc/systemd/system/*.wants/*
systemd-id128 new > "$root/etc/machine-id"
hostname units-trial
export LD_LIBRARY_PATH=/opt/portal-python/lib
chroot "$root" /opt/portal-python/bin/python3 -m venv /srv/portal/.venv
chroot "$root" /srv/portal/.venv/bin/pip install --quiet --require-hashes -r /srv/portal/requirements.txt
chroot "$root" useradd --system --home-dir /var/lib/portal --shell /usr/sbin/nologin portal
mkdir -p "$root/etc/portal"
(umask 077 && head -c 48 /dev/urandom | base64 > "$root/etc/portal/secret_key")
printf '%s\n' LD_LIBRARY_PATH=/opt/portal-python/lib PORTAL_HOSTS=localhost PORTAL_HTTPS=0 \
  > "$root/etc/portal/environment"
operations="$root/srv/portal/docs/operations"
cp "$operations"/portal.socket "$operations"/portal*.service "$operations"/portal*.timer \
  "$root/etc/systemd/system/"
install -m 755 "$operations/portal-manage" "$root/usr/local/sbin/"
chroot "$root" /srv/portal/.venv/bin/python -m compileall -q \
  /srv/portal/portal /srv/portal/services /srv/portal/guidance /srv/portal/networks
printf '[Unit]\nRequires=basic.target systemd-journald.service dbus.service\nAfter=basic.target\n' \
  > "$root/etc/systemd/system/units-trial.target"
mount --make-rshared "$root"
mount --make-rshared /
exec env -i container=units-trial PATH=/usr/sbin:/usr/bin:/sbin:/bin \
  chroot "$root" /lib/systemd/systemd --system --unit=units-trial.target
