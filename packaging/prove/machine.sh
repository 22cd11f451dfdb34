# A fresh Debian in a folder, for the scripts beside this file; sourced by them. Needs root and debootstrap.
#   fresh SUITE NAME          makes a machine with nothing but python3 and sets $machine to its folder
#   inside USER COMMAND...    runs a command in it as that user ("root" or "somebody")
#   put_source                copies the files git knows to /home/somebody/brightroad in it
# BRIGHTROAD_MACHINES is where they are kept (default: below the system's folder for temporary files).

set -euo pipefail
sources=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
machines=${BRIGHTROAD_MACHINES:-${TMPDIR:-/tmp}/brightroad-machines}

fresh() {
    local suite=$1 base="$machines/base-$1"
    machine="$machines/$2"
    mkdir -p "$machines"
    if [ ! -e "$base/.made" ]; then
        rm -rf "$base"
        debootstrap --variant=minbase --include=python3,ca-certificates "$suite" "$base" >"$base.log"
        touch "$base/.made"
    fi
    trap away EXIT
    away
    rm -rf --one-file-system "$machine"
    cp -a "$base" "$machine"
    for name in proc dev sys; do mount --rbind "/$name" "$machine/$name"; mount --make-rslave "$machine/$name"; done
    # This machine's own way to the network: names, certificates, proxies and mirrors of pip.
    cp -L /etc/resolv.conf "$machine/etc/resolv.conf"
    cp -L /etc/ssl/certs/ca-certificates.crt "$machine/etc/ssl/certs/ca-certificates.crt"
    chroot "$machine" useradd --create-home --shell /bin/bash somebody
    chroot "$machine" apt-get update -q >/dev/null
}

away() {
    local name
    [ -n "${machine:-}" ] || return 0
    for name in sys dev proc; do
        if mountpoint -q "$machine/$name"; then umount --recursive --lazy "$machine/$name"; fi
    done
}

inside() {
    local user=$1 home=/root
    shift
    [ "$user" = root ] || home=/home/$user
    chroot --userspec="$user" "$machine" env -i HOME="$home" USER="$user" LOGNAME="$user" LANG=C.UTF-8 \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        ${PIP_CERT:+PIP_CERT="$PIP_CERT"} ${PIP_INDEX_URL:+PIP_INDEX_URL="$PIP_INDEX_URL"} \
        ${HTTPS_PROXY:+HTTPS_PROXY="$HTTPS_PROXY"} PIP_DISABLE_PIP_VERSION_CHECK=1 "$@"
}

put_source() {
    local folder="$machine/home/somebody/brightroad"
    mkdir -p "$folder"
    git -C "$sources" archive "${1:-HEAD}" | tar -x -C "$folder"
    chroot "$machine" chown -R somebody: /home/somebody/brightroad
}

say() { printf '\n== %s (%s s)\n' "$*" "$SECONDS"; }

# A screen of this machine that programs inside reach through DISPLAY; needs xvfb, xdotool and imagemagick here.
screen() {
    local number
    number=$(($$ % 500 + 200))
    display=":$number"
    Xvfb "$display" -screen 0 1400x900x24 -ac >/dev/null 2>&1 &
    helpers="$!"
    sleep 1
    if command -v openbox >/dev/null; then
        DISPLAY=$display openbox >/dev/null 2>&1 &
        helpers="$helpers $!"
    fi
    trap 'kill $helpers 2>/dev/null || true; away' EXIT
}

# window NAME PICTURE: waits until a window whose name holds NAME is there, and takes a picture of the screen
window() {
    local _try
    for _try in $(seq 120); do
        if DISPLAY=$display xdotool search --onlyvisible --name "$1" >/dev/null 2>&1; then
            sleep 6
            DISPLAY=$display import -window root "$2"
            DISPLAY=$display xdotool search --onlyvisible --name "$1" getwindowname %@
            return
        fi
        sleep 1
    done
    echo "no window named “$1” came" >&2
    DISPLAY=$display import -window root "$2"
    return 1
}
