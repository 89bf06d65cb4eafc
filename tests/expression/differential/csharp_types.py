"""C# type names as trees, and the engine's catalog of types on top of them."""
import re


class T:
    """A closed or open type: `name` with arguments; arrays are named '[]', nullables '?'."""
    __slots__ = ('name', 'args', '_text')
    _known = {}

    def __new__(cls, name, args=()):
        known = cls._known.get((name, args))
        if known is None:
            known = object.__new__(cls)
            known.name, known.args = name, args
            known._text = (str(args[0]) + name) if name in ('[]', '?') else name + ('<' + ','.join(map(str, args)) + '>' if args else '')
            cls._known[(name, args)] = known
        return known

    def __str__(self):
        return self._text

    __repr__ = __str__


def parse(text):
    """The tree of a type as C# writes it."""
    tree, rest = _parse(text.strip())
    if rest:
        raise ValueError('not a type: ' + text)
    return tree


def _parse(text):
    match = re.match(r'[\w.]+', text)
    if not match:
        raise ValueError('not a type: ' + text)
    name, rest, args = match.group(0), text[match.end():], []
    if rest.startswith('<'):
        rest = ',' + rest[1:]
        while rest.startswith(','):
            arg, rest = _parse(rest[1:].lstrip())
            args.append(arg)
        rest = rest[1:]
    tree = T(name, tuple(args))
    while rest.startswith('?') or rest.startswith('[]'):
        suffix = '?' if rest[0] == '?' else '[]'
        tree, rest = T(suffix, (tree,)), rest[len(suffix):]
    return tree, rest


def substitute(tree, mapping):
    if not tree.args:
        return mapping.get(tree.name, tree)
    return T(tree.name, tuple(substitute(a, mapping) for a in tree.args))


def unify(pattern, target, variables, mapping):
    """Extends `mapping` so that pattern becomes target; False if it cannot."""
    if not pattern.args and pattern.name in variables:
        if pattern.name in mapping:
            return mapping[pattern.name] is target
        mapping[pattern.name] = target
        return True
    if pattern.name != target.name or len(pattern.args) != len(target.args):
        return False
    return all(unify(p, t, variables, mapping) for p, t in zip(pattern.args, target.args))


KEYWORDS = {'String': 'string', 'Boolean': 'bool', 'Int32': 'int', 'Int64': 'long', 'Double': 'double', 'Single': 'float', 'Decimal': 'decimal',
            'Char': 'char', 'Byte': 'byte', 'SByte': 'sbyte', 'Int16': 'short', 'UInt16': 'ushort', 'UInt32': 'uint', 'UInt64': 'ulong', 'Object': 'object'}
NUMERIC = ['sbyte', 'byte', 'short', 'ushort', 'int', 'uint', 'long', 'ulong', 'float', 'double', 'decimal', 'char']


class Member:
    def __init__(self, owner, row):
        self.owner = owner
        self.kind, self.name, self.signature = row['kind'], row['name'], row['signature']
        self.result = parse(row['result']) if row['result'] != 'void' else None
        self.parameters = [(p['name'], parse(p['type']), p.get('mode', ''), p.get('optional', False)) for p in row['parameters']]
        self.generic = row['typeParameters']
        self.static, self.extension = row['static'], row['extension']
        self.constant, self.settable = row['constant'], row['settable']
        self.key = '%s.%s' % (owner.key, self.signature)

    @property
    def variables(self):
        return set(self.generic) | set(self.owner.parameters)


class Definition:
    def __init__(self, row):
        self.namespace, self.name, self.kind = row['namespace'], row['name'], row['kind']
        self.parameters = row['parameters']
        self.key = self.name + ('`%d' % len(self.parameters) if self.parameters else '')
        csharp = KEYWORDS.get(self.name, self.name) if self.namespace == 'System' else self.name
        self.type = T('?', (T('T'),)) if self.key == 'Nullable`1' else T(csharp, tuple(T(p) for p in self.parameters))
        self.base = parse(row['base']) if row['base'] != 'void' else None
        self.interfaces = [parse(i) for i in row['interfaces']]
        self.static, self.values = row['static'], row['values']
        self.members = [Member(self, m) for m in row['members']]


class Catalog:
    def __init__(self, rows):
        self.definitions = [Definition(r) for r in rows]
        self.by_type = {(d.type.name, len(d.type.args)): d for d in self.definitions}
        self.members = [m for d in self.definitions for m in d.members]
        self._supers = {}
        self._producers = {}

    def definition(self, tree):
        return self.by_type.get((tree.name, len(tree.args)))

    def supertypes(self, tree):
        """The type itself and all that it is or implements."""
        known = self._supers.get(tree)
        if known is not None:
            return known
        found = [tree]
        if tree.name == '[]':
            found += [T('Array'), T('object')] + [T(n, tree.args) for n in ('IList', 'ICollection', 'IEnumerable', 'IReadOnlyList', 'IReadOnlyCollection')] + [T('IEnumerable')]
        elif tree.name != '?':
            definition = self.definition(tree)
            if definition:
                mapping = dict(zip(definition.parameters, tree.args))
                for parent in ([definition.base] if definition.base else []) + definition.interfaces:
                    found += [t for t in self.supertypes(substitute(parent, mapping)) if t not in found]
        self._supers[tree] = found
        return found

    def producers(self, target, allowed):
        """Members whose result is `target` or derived from it, each with what that fixes of its type parameters."""
        known = self._producers.get(target)
        if known is None:
            known = []
            for member in self.members:
                if not allowed(member):
                    continue
                result = member.owner.type if member.kind == 'constructor' else member.result
                if result is None:
                    continue
                mapping = {}
                if result.args or result.name not in member.variables:
                    candidates = [result] if member.variables else self.supertypes(result)
                    if any(unify(c, target, member.variables, mapping := {}) for c in candidates):
                        known.append((member, mapping))
                elif unify(result, target, member.variables, mapping):
                    known.append((member, mapping))
            self._producers[target] = known
        return known
