"""Writes man pages and the completions of three shells from the command line itself, into packaging/linux.

    .venv/bin/python packaging/build_shell_texts.py

The results are committed; a test says when they no longer fit the command line.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LINUX = ROOT / "packaging" / "linux"
sys.path.insert(0, str(ROOT))

from planner.cli import COMMANDS, Argument, Command  # noqa: E402 - found only now
from planner.i18n import LANGUAGES  # noqa: E402

WINDOW = "brightroad"
LINE = "brightroad-cli"
ABOUT = {
    WINDOW: "plan how to live from what you make",
    LINE: "check, forecast, import and export plans without a window",
}
OF_WINDOW = {"--new": "begin a new plan", "--version": "show the version", "--help": "show the options"}
LANGUAGE = Argument("--language", "language of messages and of what is made", (("choices", LANGUAGES),))
HELP = Argument("--help", "show what the command takes", (("action", "store_true"),))


def arguments(command: Command) -> list[Argument]:
    """What a command takes, with what every command takes."""
    return [*command.arguments, LANGUAGE, HELP]


def reading(argument: Argument) -> dict[str, Any]:
    """How an argument is read, as argparse is told."""
    return dict(argument.reading)


def choices(argument: Argument) -> list[str]:
    """The values an argument can have, where they are few."""
    return [str(choice) for choice in reading(argument).get("choices", ())]


def is_flag(argument: Argument) -> bool:
    """Whether an option stands alone, without a value."""
    return reading(argument).get("action") == "store_true"


def options(command: Command) -> list[Argument]:
    """The options of a command."""
    return [argument for argument in arguments(command) if argument.name.startswith("-")]


def places(command: Command) -> list[Argument]:
    """What a command takes by its place."""
    return [argument for argument in command.arguments if not argument.name.startswith("-")]


# ---- man pages -------------------------------------------------------------------------------------------------------


def roff(text: str) -> str:
    """A text with what man would read as its own signs escaped."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("’", "\\(cq").replace("“", "\\(lq")
    escaped = escaped.replace("”", "\\(rq").replace("…", "...")
    return "\\&" + escaped if escaped.startswith((".", "'")) else escaped


def page(name: str, body: Iterable[str]) -> str:
    """A man page of section 1 with what both have in common."""
    return "\n".join(
        [
            f".TH {name.upper().replace('-', chr(92) + '-')} 1",
            ".SH NAME",
            f"{roff(name)} \\- {ABOUT[name]}",
            *body,
            ".SH ENVIRONMENT",
            ".TP",
            ".B BRIGHTROAD_HOME",
            "A folder in which to keep plans, backups, preferences and the log, in place of those of the desktop.",
            ".SH FILES",
            ".TP",
            r".I ~/.local/share/brightroad",
            "New plans, and backups of all plans.",
            ".TP",
            r".I ~/.config/brightroad",
            "Preferences, and what was open.",
            ".TP",
            r".I ~/.local/state/brightroad/log",
            "The log, which never holds what a plan says.",
            ".SH SEE ALSO",
            f".BR {roff(LINE if name == WINDOW else WINDOW)} (1)",
            "",
        ]
    )


def window_page() -> str:
    """The man page of the program with a window."""
    body = [".SH SYNOPSIS", f".B {WINDOW}", r"[\-\-new] [\-\-version] [\-\-help] [\fIPLAN\fR.brightroad ...]"]
    body += [".SH DESCRIPTION", "Opens the plan named, or the one opened last, in a window."]
    body += ["Of several the first is shown; the others are offered and stand on the list of plans."]
    body += ["There is no Save: every change is kept as it is made.", "A second start hands its plans to the first."]
    body += ["The program works without a network and never uses one.", ".SH OPTIONS"]
    for name, told in OF_WINDOW.items():
        body += [".TP", f".B {roff(name)}", told[0].upper() + told[1:] + "."]
    return page(WINDOW, body)


def written(argument: Argument) -> str:
    """An argument as the synopsis of its command writes it, in roff."""
    if not argument.name.startswith("-"):
        return f"\\fI{argument.name.upper()}\\fR"
    if is_flag(argument):
        return f"\\fB{roff(argument.name)}\\fR"
    value = reading(argument).get("metavar") or argument.name.strip("-").upper()
    return f"\\fB{roff(argument.name)}\\fR \\fI{value}\\fR" + (" ..." if reading(argument).get("nargs") == "+" else "")


def line_page() -> str:
    """The man page of the command line."""
    body = [".SH SYNOPSIS", f".B {roff(LINE)}", r"\fICOMMAND\fR \fIARGUMENTS\fR", ".SH COMMANDS"]
    for command in COMMANDS:
        body += [f".SS {command.name} " + " ".join(written(argument) for argument in places(command))]
        body += [roff(command.help[0].upper() + command.help[1:]) + "."]
        for argument in arguments(command):
            known = f" One of: {', '.join(choices(argument))}." if choices(argument) else ""
            body += [".TP", written(argument), roff(argument.help[0].upper() + argument.help[1:] + "." + known)]
    body += [".SH EXIT STATUS", "0 done; 1 the plan has findings of the gravest sort (only"]
    body += [".BR check );", "2 wrong use or unfit input; 3 the file cannot be used."]
    return page(LINE, body)


# ---- completions -----------------------------------------------------------------------------------------------------


def bash() -> str:
    """The completions of bash; plans and folders where a path is asked for."""
    lines = [
        "# Completions of brightroad and brightroad-cli for bash. Written by packaging/build_shell_texts.py.",
        "",
        "_brightroad_offer() {  # WORD CHOICES: those that begin with WORD",
        '    mapfile -t COMPREPLY < <(compgen -W "$2" -- "$1")',
        "}",
        "",
        "_brightroad_files() {  # WORD PATTERN: folders, and files whose names fit",
        "    compopt -o filenames 2>/dev/null",
        '    mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -X "!$2" -- "$1"; compgen -d -- "$1")',
        "}",
        "",
        "_brightroad() {",
        "    local word=${COMP_WORDS[COMP_CWORD]}",
        "    COMPREPLY=()",
        f'    case $word in -*) _brightroad_offer "$word" "{" ".join(OF_WINDOW)}"; return ;; esac',
        "    _brightroad_files \"$word\" '*.brightroad'",
        "}",
        "",
        "_brightroad_cli() {",
        "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} options=",
        "    COMPREPLY=()",
        '    if [ "$COMP_CWORD" = 1 ]; then',
        f'        _brightroad_offer "$word" "{" ".join(command.name for command in COMMANDS)} --help --version"',
        "        return",
        "    fi",
        '    case "$command $before" in',
    ]
    for command in COMMANDS:
        lines += [
            f'    "{command.name} {option.name}") {bash_value(option)}; return ;;'
            for option in options(command)
            if not is_flag(option)
        ]
    lines += ["    esac", "    case $command in"]
    for command in COMMANDS:
        lines.append(f'    {command.name}) options="{" ".join(option.name for option in options(command))}" ;;')
    lines += [
        "    esac",
        '    case $word in -*) _brightroad_offer "$word" "$options"; return ;; esac',
        "    case $command in",
    ]
    for command in COMMANDS:
        known = " ".join(choice for place in places(command) for choice in choices(place))
        if known:
            lines.append(f'    {command.name}) _brightroad_offer "$word" "{known}" ;;')
    lines += [
        "    esac",
        "    _brightroad_files \"$word\" '*'",
        "}",
        "",
        f"complete -F _brightroad {WINDOW}",
        f"complete -F _brightroad_cli {LINE}",
        "",
    ]
    return "\n".join(lines)


def bash_value(option: Argument) -> str:
    """What bash does for the value of an option."""
    if choices(option):
        return f'_brightroad_offer "$word" "{" ".join(choices(option))}"'
    return "_brightroad_files \"$word\" '*'" if "type" in reading(option) else ":"


def zsh_text(text: str) -> str:
    """A text inside brackets of an ``_arguments`` specification, which stands in single quotes."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:").replace("'", "'\\''")


def zsh_value(argument: Argument) -> str:
    """How zsh completes a value."""
    label = argument.name.strip("-")
    if choices(argument):
        return f":{label}:({' '.join(choices(argument))})"
    return f":{label}:_files" if "type" in reading(argument) else f":{label}: "


def zsh() -> str:
    """The completions of zsh."""
    lines = [
        f"#compdef {WINDOW} {LINE}",
        "# Completions of brightroad and brightroad-cli for zsh. Written by packaging/build_shell_texts.py.",
        "",
        "local context state line",
        f"if [[ $service == {WINDOW} ]]; then",
        "    _arguments \\",
        *(f"        '{name}[{zsh_text(told)}]' \\" for name, told in OF_WINDOW.items()),
        "        '*:plan:_files -g \"*.brightroad(-.)\"'",
        "    return",
        "fi",
        "_arguments -C '(- *)--help[show the commands]' '(- *)--version[show the version]' \\",
        "    '1:command:->command' '*::argument:->argument' && return",
        "case $state in",
        "command)",
        "    local -a commands=(",
        *(f"        '{command.name}:{zsh_text(command.help)}'" for command in COMMANDS),
        "    )",
        "    _describe command commands",
        "    ;;",
        "argument)",
        "    case $words[1] in",
    ]
    for command in COMMANDS:
        lines.append(f"    {command.name})")
        lines.append("        _arguments \\")
        for option in options(command):
            value = "" if is_flag(option) else zsh_value(option)
            lines.append(f"            '{option.name}[{zsh_text(option.help)}]{value}' \\")
        lines += [f"            '{number}{zsh_value(place)}' \\" for number, place in enumerate(places(command), 1)]
        lines.append("            && return")
        lines.append("        ;;")
    lines += ["    esac", "    ;;", "esac", ""]
    return "\n".join(lines)


def fish_text(text: str) -> str:
    """A text in fish's single quotes."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def fish() -> str:
    """The completions of fish, which offers files wherever nothing else is said."""
    lines = ["# Completions of brightroad and brightroad-cli for fish. Written by packaging/build_shell_texts.py.", ""]
    lines += [f"complete -c {WINDOW} -l {name[2:]} -d {fish_text(told)}" for name, told in OF_WINDOW.items()]
    first = f"complete -c {LINE} -n __fish_use_subcommand"
    lines += ["", f"{first} -f", f"{first} -l help -d 'show the commands'", f"{first} -l version -d 'show the version'"]
    lines += [f"{first} -a {command.name} -d {fish_text(command.help)}" for command in COMMANDS]
    for command in COMMANDS:
        within = f"complete -c {LINE} -n '__fish_seen_subcommand_from {command.name}'"
        lines.append("")
        for option in options(command):
            known = f" -x -a {fish_text(' '.join(choices(option)))}" if choices(option) else ""
            value = known or ("" if is_flag(option) else " -r")
            lines.append(f"{within} -l {option.name[2:]}{value} -d {fish_text(option.help)}")
        for place in places(command):
            if choices(place):
                lines.append(f"{within} -a {fish_text(' '.join(choices(place)))} -d {fish_text(place.help)}")
    return "\n".join([*lines, ""])


def texts() -> dict[Path, str]:
    """Every file and what it holds."""
    return {
        LINUX / f"{WINDOW}.1": window_page(),
        LINUX / f"{LINE}.1": line_page(),
        LINUX / "completions" / WINDOW: bash(),
        LINUX / "completions" / f"_{WINDOW}": zsh(),
        LINUX / "completions" / f"{WINDOW}.fish": fish(),
    }


def main() -> int:
    """Writes them."""
    for path, text in texts().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
