#!/usr/bin/env bash
# Builds the Debian package on a fresh Debian 12, twice, and compares the bytes: build.sh [COMMIT]
# As root; leaves the package in dist beside the sources.
. "$(dirname "${BASH_SOURCE[0]}")/machine.sh"

fresh bookworm build
put_source "${1:-HEAD}"
home=/home/somebody/brightroad
for time in first second; do
    say "build, the $time time"
    inside root sh -c "cd $home && rm -rf dist build && nice python3 packaging/run.py build deb"
    (cd "$machine$home/dist" && sha256sum ./*.deb) >"$machine/$time"
    (cd "$machine$home/dist" && find brightroad -type f -print0 | sort -z | xargs -0 sha256sum) >"$machine/$time.files"
done
mkdir -p "$sources/dist"
cp "$machine$home"/dist/*.deb "$sources/dist/"
say "compared"
diff "$machine/first.files" "$machine/second.files"
cmp "$machine/first" "$machine/second" && cat "$machine/first"
