#!/usr/bin/env python3
"""members.py --catalog PROGRAM [--all]: public members of the allowed .NET types (as mono's assemblies have them) that the engine's type
descriptors lack. PROGRAM is expression-catalog. Members that are absent on purpose stand in members-left-out.tsv with the reason; a member
that is neither declared nor listed is printed and makes the exit code 1."""
import argparse, json, os, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
NEWTONSOFT = '/usr/lib/cli/Newtonsoft.Json-5.0/Newtonsoft.Json.dll'
OPERATORS = {'op_Equality': '==', 'op_Inequality': '!=', 'op_LessThan': '<', 'op_GreaterThan': '>', 'op_LessThanOrEqual': '<=', 'op_GreaterThanOrEqual': '>=',
             'op_Addition': '+', 'op_Subtraction': '-', 'op_UnaryNegation': '-', 'op_UnaryPlus': '+', 'op_Multiply': '*', 'op_Division': '/', 'op_Modulus': '%'}


def reflect(names):
    """{type: [member]} by mono's reflection."""
    with tempfile.TemporaryDirectory() as folder:
        program = os.path.join(folder, 'members.exe')
        subprocess.run(['cp', NEWTONSOFT, folder], check=True)
        subprocess.run(['mcs', '-out:' + program, '-r:' + NEWTONSOFT, '-r:System.Core', '-r:System.Xml', '-r:System.Xml.Linq', '-r:System.Numerics', os.path.join(HERE, 'Members.cs')], check=True)
        out = subprocess.run(['mono', program], input='\n'.join(names) + '\n', capture_output=True, text=True, check=True).stdout
    found = {}
    for line in out.splitlines():
        name, member = line.split('\t')
        if member != '-':
            found.setdefault(name, []).append(member)
    return found


def key(signature, generic):
    """What two spellings of a member share: static, name, parameter types with type parameters numbered."""
    order = {}

    def number(match):
        return order.setdefault(match.group(0), '#%d' % len(order))
    pattern = re.compile(r'\b(?:' + '|'.join(map(re.escape, generic)) + r')\b') if generic else None
    return pattern.sub(number, signature) if pattern else signature


def declared(member, owner):
    """The key of a member of the catalog."""
    types = ','.join(p['type'] for p in member['parameters'])
    generic = owner['parameters'] + member['typeParameters']
    kind = member['kind']
    if kind == 'constructor':
        return key('new(%s)' % types, generic)
    if kind == 'property':
        return member['name']
    if kind == 'indexer':
        return key('this[%s]' % types, generic)
    if kind in ('implicit', 'explicit'):
        return 'op_%s(%s)%s' % (kind.capitalize(), types, member['result'])
    if kind == 'operator':
        return 'operator%s(%s)' % (member['name'].replace('operator', '').strip(), types)
    return key('%s(%s)' % (member['name'], types), generic)


def reflected(text, type_name):
    """The key of a member as Members.cs writes it."""
    generic = re.findall(r'\w+', type_name.split('`')[1]) if '`' in type_name else []
    match = re.match(r'(?:static |const )*(?:(?P<result>\S+) )?(?P<name>new|this|\w+)(?:<(?P<generic>[^>]*)>)?(?P<open>[(\[])(?P<parameters>.*)[)\]]$', text)
    if not match:
        return text.split(' ')[-1]
    parameters = re.sub(r'\b(?:this|out|ref|params) ', '', match.group('parameters')).replace(', ', ',')
    names = [n for n in re.findall(r'\b[A-Z]\w*\b', text) if re.match(r'^T([A-Z0-9]\w*)?$', n)]
    name = match.group('name')
    if name in ('op_Implicit', 'op_Explicit'):
        return '%s(%s)%s' % (name, parameters, match.group('result'))
    if name in OPERATORS:
        return 'operator%s(%s)' % (OPERATORS[name], parameters)
    opening, closing = match.group('open'), ')' if match.group('open') == '(' else ']'
    return key('%s%s%s%s' % (name, opening, parameters, closing), sorted(set(names)))


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('--catalog', required=True)
    options.add_argument('--all', action='store_true', help='also print what members-left-out.tsv explains')
    options = options.parse_args()
    catalog = [t for t in json.loads(subprocess.run([options.catalog], capture_output=True, text=True, check=True).stdout) if t['namespace']]
    by_name = {}
    for t in catalog:
        name = t['namespace'] + '.' + t['name'].replace('.', '+') + ('`%d' % len(t['parameters']) if t['parameters'] else '')
        by_name[name] = t
    left_out = []
    with open(os.path.join(HERE, 'members-left-out.tsv'), encoding='utf-8') as file:
        for line in file:
            if line.strip() and not line.startswith('#'):
                type_pattern, member_pattern, reason = line.rstrip('\n').split('\t')
                left_out.append((re.compile(type_pattern + '$'), re.compile(member_pattern), reason))
    total = missing = explained = 0
    for name, members in sorted(reflect(sorted(by_name)).items()):
        t = by_name[name]
        if t['kind'] in ('enum', 'delegate'):
            if t['kind'] == 'enum':
                have = set(t['values'])
                members = [m for m in members if m.startswith('const ') and m.split(' ')[-1] not in have]
                for m in members:
                    print('%s\t%s' % (name, m)); missing += 1
            continue
        have = {declared(m, t) for m in t['members']}
        for text in members:
            total += 1
            if reflected(text, name) in have:
                continue
            reason = next((r for tp, mp, r in left_out if tp.match(name) and mp.search(text)), None)
            if reason:
                explained += 1
                if options.all:
                    print('%s\t%s\t(%s)' % (name, text, reason))
                continue
            print('%s\t%s' % (name, text)); missing += 1
    print('%d members of %d types in .NET; %d not declared, %d left out with reason' % (total, len(by_name), missing, explained), file=sys.stderr)
    return 1 if missing else 0


if __name__ == '__main__':
    sys.exit(main())
