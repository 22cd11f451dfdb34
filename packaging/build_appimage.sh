#!/usr/bin/env bash
# Makes dist/Brightroad-VERSION-ARCH.AppImage of the folder bundle, which is in dist/brightroad (run.py build dir).
# appimagetool and its runtime are in no registry: APPIMAGETOOL names the one to use. With --folder only the AppDir is
# made, which starts by its AppRun.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder="$root/build/Brightroad.AppDir"
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$root/planner/__init__.py")
linux="$root/packaging/linux"

rm -rf "$folder"
mkdir -p "$folder/usr/lib" "$folder/usr/share/applications" "$folder/usr/share/metainfo" \
    "$folder/usr/share/icons/hicolor/scalable/apps" "$folder/usr/share/mime/packages"
cp -a "$root/dist/brightroad" "$folder/usr/lib/brightroad"
cp "$linux/brightroad.desktop" "$folder/usr/share/applications/brightroad.desktop"
cp "$linux/brightroad.metainfo.xml" "$folder/usr/share/metainfo/brightroad.appdata.xml"
cp "$linux/brightroad-mime.xml" "$folder/usr/share/mime/packages/brightroad.xml"
cp "$root/resources/icons/brightroad.svg" "$folder/usr/share/icons/hicolor/scalable/apps/brightroad.svg"
cp "$root/build/icons/256/brightroad.png" "$folder/brightroad.png"
ln -s brightroad.png "$folder/.DirIcon"
ln -s usr/share/applications/brightroad.desktop "$folder/brightroad.desktop"
cat >"$folder/AppRun" <<'RUN'
#!/bin/sh
# The command line is reached as: Brightroad.AppImage --command-line check PLAN
here=$(dirname "$(readlink -f "$0")")
if [ "${1:-}" = --command-line ]; then
    shift
    exec "$here/usr/lib/brightroad/brightroad-cli" "$@"
fi
exec "$here/usr/lib/brightroad/brightroad" "$@"
RUN
chmod 755 "$folder/AppRun"
[ "${1:-}" = --folder ] && exit 0
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-1767225600}" ARCH="${ARCH:-$(uname -m)}"
"${APPIMAGETOOL:-appimagetool}" --no-appstream "$folder" "$root/dist/Brightroad-$version-$ARCH.AppImage"
