"""What each command of the command line does; `planner.cli` names them and reads their arguments."""
