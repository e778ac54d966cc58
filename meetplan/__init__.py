"""Timetables of 1:1 meetings: the best that can be made, and a proof of how good that is.

>>> from meetplan import Problem, Stop, check, solve
>>> plan = solve(Problem.from_json(text), Stop(seconds=60))
>>> assert not check(problem, plan)
"""
