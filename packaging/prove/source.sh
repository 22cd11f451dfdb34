#!/usr/bin/env bash
# The two commands of the README on a fresh Debian with nothing but python3, as an ordinary user and as root:
#   source.sh SUITE [ARGUMENTS OF PYTEST]        (bookworm or trixie; without arguments all tests)
# As root; leaves pictures of the window in build/prove beside the sources. BRIGHTROAD_USERS narrows the users.
. "$(dirname "${BASH_SOURCE[0]}")/machine.sh"

suite=$1
shift
pictures="$sources/build/prove"
mkdir -p "$pictures"
failed=0
for user in ${BRIGHTROAD_USERS:-somebody root}; do
    fresh "$suite" "source-$suite-$user"
    put_source
    screen
    home=/home/somebody/brightroad
    say "$suite, as $user: run.py test $*"
    inside $user sh -c 'cd "$1" && shift && python3 packaging/run.py test "$@"' sh $home "$@" || failed=1
    say "$suite, as $user: run.py"
    inside $user sh -c "cd $home && DISPLAY=$display exec python3 packaging/run.py" &
    program=$!
    window "Brightroad|明路" "$pictures/source-$suite-$user.png"
    kill $program
    wait $program || true
    kill $helpers 2>/dev/null || true
    away
    say "$suite, as $user: done"
done
exit $failed
