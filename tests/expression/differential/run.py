#!/usr/bin/env python3
"""run.py --eval PROGRAM --catalog PROGRAM [--count N] [--seed S]: random well-typed C# expressions, per type and member of the engine's own
descriptors, evaluated by real C# (the oracle under mono) and by the engine. PROGRAM: model-gateway or expression-eval; expression-catalog.
Every disagreement is made smaller until nothing can be left out, then printed unless known.tsv explains it. Exit code 0: none is left;
1: some are; 77: the oracle is not here (skipped)."""
import argparse, json, os, random, subprocess, sys, time
from collections import Counter

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from compare import Known, difference, short  # noqa: E402
from csharp_types import Catalog  # noqa: E402
from generator import CannotMake, Generator, allowed  # noqa: E402
from minimise import minimise  # noqa: E402
from sides import engine, missing, oracle  # noqa: E402
from statements import statement_case  # noqa: E402


def cases(catalog, count, seed, only):
    """`count` cases: every member in turn, and a statement block for each eight of them."""
    members = [m for m in catalog.members if allowed(m) and (not only or only in m.key)]
    made, turn, tries = [], 0, 0
    while len(made) < count and tries < count * 20:
        tries += 1
        chance = random.Random('%d/%d' % (seed, tries))
        generator = Generator(catalog, chance)
        try:
            if turn % 8 == 7 and not only:
                case = statement_case(generator, 1)
            else:
                case = generator.case_of(members[(turn * 7919 + seed) % len(members) if not only else turn % len(members)], chance.choice([0, 0, 1, 1, 2]))
            source = case.source()
        except (CannotMake, RecursionError):
            turn += 1
            continue
        turn += 1
        if len(source) < 2000:
            made.append(case)
    return made


def keep(recorded, member, source, result):
    """The shortest case of each member that needs no context."""
    if 'context.' in source or result.get('opaque') or len(source) > 400:
        return
    known = recorded.get(member)
    if known and len(known[0]) <= len(source):
        return
    expected = {'error': result['error']} if 'error' in result else {'type': result['type'], 'value': result['value']}
    if len(json.dumps(expected)) <= 600:
        recorded[member] = (source, expected)


def report(path, made, seed, members, outcome, known, found):
    """last-run.md: size, result, what is explained and what is not."""
    lines = ['# Last long run', '%d expressions, seed %d, %d members of the catalog among them: %s.' % (len(made), seed, len(members), ', '.join('%s %d' % i for i in sorted(outcome.items()))),
             '"Explained" is what `known.tsv` gives a reason for:', '', '| count | reason |', '|---|---|']
    lines += ['| %d | %s |' % (count, text) for text, count in sorted(known.hits.items(), key=lambda i: -i[1])]
    share = 100.0 * len(found) / max(1, len(made))
    lines += ['', 'Not explained yet (%.2f %%), each with what differs:' % share if found else 'Nothing is left unexplained.', '']
    lines += ['- `%s`: %s' % (case.source().replace('`', "'")[:200], what[:120]) for case, what in found]
    with open(path, 'w', encoding='utf-8') as file:
        file.write('\n'.join(lines).rstrip('\n') + '\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--eval', required=True)
    parser.add_argument('--catalog', required=True)
    parser.add_argument('--count', type=int, default=400)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--report', help='write size and result as last-run.md')
    parser.add_argument('--batch', type=int, default=1500)
    parser.add_argument('--member', default='', help='only members whose key contains this')
    parser.add_argument('--show', type=int, default=60, help='disagreements to print')
    parser.add_argument('--no-minimise', action='store_true')
    parser.add_argument('--allow', type=int, default=0, help='disagreements that do not fail the run')
    parser.add_argument('--record', help='file to write agreeing cases to, the shortest of each member (tests/data/expression)')
    parser.add_argument('--dump', help='file for all results, JSON lines')
    options = parser.parse_args()
    reason = missing()
    if reason:
        print('skipped: ' + reason)
        return 77
    catalog = Catalog(json.loads(subprocess.run([options.catalog], capture_output=True, text=True, check=True).stdout))
    known = Known(os.path.join(HERE, 'known.tsv'))
    made = cases(catalog, options.count, options.seed, options.member)
    started, outcome, found, members, recorded = time.monotonic(), Counter(), [], set(), {}
    dump = open(options.dump, 'w', encoding='utf-8') if options.dump else None
    for begin in range(0, len(made), options.batch):
        batch = {'%d' % (begin + i): c for i, c in enumerate(made[begin:begin + options.batch])}
        sources = [(name, c.source()) for name, c in batch.items()]
        expected, got = oracle(sources), engine(options.eval, sources)
        for name, source in sources:
            what = difference(expected[name], got.get(name))
            if dump:
                dump.write(json.dumps({'source': source, 'member': batch[name].member, 'what': what, 'expected': expected[name], 'got': got.get(name)}, ensure_ascii=False) + '\n')
            if not what:
                refused = 'compileError' in expected[name]
                outcome['both refuse' if refused else 'same exception' if 'error' in expected[name] else 'same value'] += 1
                if not refused:
                    members.add(batch[name].member)
                    keep(recorded, batch[name].member, source, expected[name])
            elif known.reason(source, what, expected[name], got.get(name)):
                outcome['explained'] += 1
            else:
                outcome['disagree'] += 1
                found.append((batch[name], what))
        print('%d of %d: %s' % (min(begin + options.batch, len(made)), len(made), dict(outcome)), file=sys.stderr)
    kinds = Counter()
    for case, what in found:
        kinds[(case.member, what.split(':')[0])] += 1
        if kinds[(case.member, what.split(':')[0])] > 2 or len(kinds) > options.show:
            continue
        if not options.no_minimise:
            case = minimise(case, options.eval, known)
        source = case.source()
        expected, got = oracle([('x', source)])['x'], engine(options.eval, [('x', source)]).get('x')
        print('%s\n  %s\n  C#:     %s\n  engine: %s' % (case.member, source, short(expected), short(got)))
    print('%d expressions (seed %d, %d members) in %.0f s: %s' % (len(made), options.seed, len(members), time.monotonic() - started, ', '.join('%s %d' % i for i in sorted(outcome.items()))))
    for text, count in sorted(known.hits.items(), key=lambda i: -i[1]):
        print('  %4d  %s' % (count, text))
    if options.report:
        report(options.report, made, options.seed, members, outcome, known, found)
    if options.record:
        with open(options.record, 'w', encoding='utf-8') as file:
            for member, (source, result) in sorted(recorded.items()):
                file.write(json.dumps({'id': member, 'expression': source, 'expected': result}, ensure_ascii=False) + '\n')
    return 1 if outcome['disagree'] > options.allow else 0


if __name__ == '__main__':
    sys.exit(main())
