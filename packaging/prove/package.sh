#!/usr/bin/env bash
# The Debian package on a fresh machine, from installing to removing: package.sh SUITE brightroad.deb
# As root; leaves pictures of the window in build/prove beside the sources.
. "$(dirname "${BASH_SOURCE[0]}")/machine.sh"

suite=$1 package=$2
pictures="$sources/build/prove"
mkdir -p "$pictures"
fresh "$suite" "package-$suite"
screen
session() { inside somebody LC_ALL=C.UTF-8 DISPLAY="$display" XDG_CURRENT_DESKTOP=GNOME dbus-run-session -- sh -c "$1"; }
files() { (cd "$machine" && find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./tmp -o -path ./home \
    -o -path ./var/lib/apt -o -path ./var/lib/dpkg -o -path ./var/cache -o -path ./var/log \) -prune -o -print | sort); }

say "$suite: what a desktop has"
inside root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    dbus-x11 libglib2.0-bin desktop-file-utils shared-mime-info hicolor-icon-theme xdg-utils >/dev/null
files >"$machine.before"
cp "$package" "$machine/tmp/brightroad.deb"
say "$suite: apt install ./brightroad.deb"
inside root sh -c "cd /tmp && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends ./brightroad.deb >/dev/null"
inside root sh -c "command -v brightroad brightroad-cli; man -w brightroad 2>/dev/null || true"

say "$suite: a plan with a Chinese name, its type by name and by content"
inside somebody sh -c 'cd && brightroad-cli new "我的 规划.brightroad" --sample --language zh && cp "我的 规划.brightroad" 没有后缀'
inside somebody sh -c 'cd && gio info -a standard::content-type "我的 规划.brightroad" 没有后缀 | grep content-type'
inside somebody sh -c 'cd && gio mime application/x-brightroad | head -2'
inside somebody sh -c 'cd && brightroad-cli export "我的 规划.brightroad" 规划.pdf && head -c 5 规划.pdf && echo'

say "$suite: gio open"
session 'cd && gio open "我的 规划.brightroad" && sleep 600' &
window "我的|规划|Brightroad|明路" "$pictures/package-$suite.png"
say "$suite: gio open of the one without an ending hands it to the same window"
inside somebody DISPLAY="$display" sh -c 'cd && gio open 没有后缀'
sleep 5
DISPLAY=$display import -window root "$pictures/package-$suite-second.png"
running=$(find /proc -maxdepth 2 -name exe -lname "$machine/usr/lib/brightroad/brightroad" 2>/dev/null | cut -d/ -f3 || true)
echo "$(echo "$running" | wc -w) program running"
kill $running
sleep 2

say "$suite: removing it"
inside root sh -c "DEBIAN_FRONTEND=noninteractive apt-get purge -y -q --autoremove brightroad >/dev/null"
files >"$machine.after"
diff "$machine.before" "$machine.after" && echo "nothing is left of it"
inside somebody sh -c 'cd && find . -name "*.brightroad" -o -name brightroad -type d | sort'
say "$suite: done"
