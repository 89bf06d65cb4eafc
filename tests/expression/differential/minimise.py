"""Makes a disagreeing case smaller: replaces nodes by their own parts or by the plainest literal of their type, and drops statements,
as long as the two sides still disagree without an explanation."""
from compare import difference
from generator import Case, Node
from sides import engine, oracle

PLAIN = {'int': '1', 'string': '"a"', 'bool': 'true', 'double': '1.5', 'char': "'a'", 'long': '1L', 'decimal': '1m', 'object': '(object)1'}
ROUNDS = 8


def smaller(case):
    """Cases with one thing less, shortest first."""
    everything = list(case.statements) + [case.value]
    found = []
    for at, root in enumerate(everything):
        if isinstance(root, str):
            continue
        if at < len(case.statements):
            found.append(everything[:at] + everything[at + 1:])
        for node in list(root.nodes())[:60]:
            replacements = [n for n in node.nodes() if n is not node and n.type is node.type]
            if str(node.type) in PLAIN and node.text() != PLAIN[str(node.type)]:
                replacements.append(Node(node.type, [PLAIN[str(node.type)]], True))
            for new in replacements[:6]:
                if len(new.text()) < len(node.text()):
                    found.append(everything[:at] + [root.replaced(node, new)] + everything[at + 1:])
    cases = []
    for parts in found:
        made = Case(parts[:-1], parts[-1], case.member)
        if 'source' in vars(case):  # a statement block: its value is the statements themselves
            made.source = lambda made=made: '@{ ' + ' '.join(s if isinstance(s, str) else s.text() for s in made.statements) + ' ' + made.value.text() + ' }'
        cases.append(made)
    return sorted(cases, key=lambda c: len(c.source()))[:80]


def minimise(case, program, known):
    for _ in range(ROUNDS):
        candidates = [c for c in smaller(case) if len(c.source()) < len(case.source())]
        sources = [(str(i), c.source()) for i, c in enumerate(candidates)]
        expected, got = oracle(sources), engine(program, sources)
        better = None
        for i, candidate in enumerate(candidates):
            want, have = expected[str(i)], got.get(str(i))
            what = difference(want, have)
            if what and 'compileError' not in want and not known.reason(sources[i][1], what, want, have):
                better = candidate
                break
        if better is None:
            break
        case = better
    return case
