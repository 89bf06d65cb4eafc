"""Random well-typed expressions, made from the engine's catalog. All choices come from one random.Random: the same seed gives the same
expressions."""
from csharp_types import NUMERIC, T, parse, substitute
from literals import COLLECTIONS, FORMATS, POOLS

ELEMENTS = [parse(t) for t in ('int', 'string', 'double', 'bool', 'char', 'long', 'decimal', 'DateTime', 'JToken', 'TimeSpan')]
COMMON = ELEMENTS[:5]
DELEGATES = {'Func', 'Action', 'Predicate', 'Comparison', 'Converter', 'MatchEvaluator'}
VALUES = [parse(t) for t in ('int', 'double', 'bool', 'char', 'long', 'decimal', 'DateTime')]
VALUE_TEXTS = {str(t) for t in VALUES} | {'byte', 'short', 'float', 'uint', 'ulong', 'ushort', 'sbyte', 'TimeSpan', 'Guid', 'DateTimeOffset'}
# Results that depend on time, machine, process or chance, and members that the oracle's assemblies cannot run.
UNSTABLE = {'Now', 'UtcNow', 'Today', 'NewGuid', 'GetHashCode', 'Local', 'ToLocalTime', 'StackTrace', 'GenerateKey', 'GenerateIV', 'HResult', 'Source', 'TargetSite'}
SKIPPED_TYPES = {'RNGCryptoServiceProvider', 'RSA', 'X509Certificate', 'X509Certificate2', 'PublicKey', 'RSACertificateExtensions', 'AsymmetricAlgorithm', 'X500DistinguishedName', 'RSASignaturePadding', 'RSAEncryptionPadding',
                 'SymmetricAlgorithm', 'Aes', 'TripleDES', 'ICryptoTransform', 'Oid', 'HashAlgorithmName', 'CipherMode', 'PaddingMode'}


LEFT_OUT_OWNERS = set()


class CannotMake(Exception):
    pass


class Node:
    """A piece of source: text and nodes in order. `type` is its static type, `leaf` tells a literal."""
    __slots__ = ('type', 'parts', 'leaf')

    def __init__(self, type_, parts, leaf=False):
        self.type, self.parts, self.leaf = type_, parts, leaf

    def text(self):
        return ''.join(p if isinstance(p, str) else p.text() for p in self.parts)

    def nodes(self):
        yield self
        for part in self.parts:
            if isinstance(part, Node):
                yield from part.nodes()

    def replaced(self, old, new):
        if self is old:
            return new
        return Node(self.type, [p.replaced(old, new) if isinstance(p, Node) else p for p in self.parts], self.leaf)


class Case:
    """One expression: statements before the last and the node that is returned."""

    def __init__(self, statements, value, member):
        self.statements, self.value, self.member = statements, value, member

    def source(self):
        if not self.statements:
            return '@(' + self.value.text() + ')'
        return '@{ ' + ' '.join(s if isinstance(s, str) else s.text() for s in self.statements) + ' return ' + self.value.text() + '; }'


def allowed(member):
    owner = member.owner
    if not owner.namespace or owner.name in SKIPPED_TYPES or owner.name.endswith('Exception') and owner.name != 'Exception':
        return False
    if member.name in UNSTABLE:
        return False
    if owner.name == 'Random' and not member.parameters and member.kind == 'constructor':
        return False
    return not any(str(p[1]) in ('CultureInfo', 'Calendar') for p in member.parameters)


class Generator:
    def __init__(self, catalog, random):
        self.catalog, self.random = catalog, random
        self.statements, self.count = [], 0

    # Names and hoisted values
    def fresh(self):
        self.count += 1
        return 'v%d' % self.count

    def hoist(self, type_, node):
        """A local variable with that value, so that the compiler cannot fold it."""
        name = self.fresh()
        self.statements.append(Node(type_, ['%s %s = ' % (type_, name), node, ';']))
        return name

    # Leaves
    def literal(self, type_):
        text = str(type_)
        pool = POOLS.get(text)
        if pool:
            return Node(type_, [self.random.choice(pool)], True)
        if type_.name == '?':
            if self.random.random() < 0.3:
                return Node(type_, ['(%s)null' % text], True)
            return Node(type_, ['(%s)' % text, '(', self.literal(type_.args[0]), ')'])
        if len(type_.args) == 1 and type_.name in COLLECTIONS:
            items = [self.literal(type_.args[0]) for _ in range(self.random.choice([0, 1, 2, 3, 3, 4]))]
            head, tail = COLLECTIONS[type_.name].format(type_.args[0], '\0').split('\0')
            return Node(type_, [head] + self.joined(items) + [tail])
        if type_.name in ('Dictionary', 'IDictionary', 'IReadOnlyDictionary'):
            keys, seen = [], set()
            for _ in range(self.random.choice([0, 1, 2, 3])):
                key = self.literal(type_.args[0])
                if key.text() not in seen and 'null' not in key.text():
                    seen.add(key.text())
                    keys.append(Node(type_, ['{ ', key, ', ', self.literal(type_.args[1]), ' }']))
            cast = '' if type_.name == 'Dictionary' else '(%s)' % text
            return Node(type_, [cast + 'new Dictionary<%s,%s> { ' % type_.args] + self.joined(keys) + [' }'])
        if type_.name == 'KeyValuePair' or type_.name == 'Tuple':
            return Node(type_, ['new %s(' % text] + self.joined([self.literal(a) for a in type_.args]) + [')'])
        if type_.name in ('IComparer', 'IEqualityComparer'):
            if str(type_.args[0]) == 'string':
                return Node(type_, [self.random.choice(POOLS['StringComparer'])], True)
            return Node(type_, ['(%s)null' % text], True)
        definition = self.catalog.definition(type_)
        if definition and definition.kind == 'enum' and definition.values:
            return Node(type_, ['%s.%s' % (type_, self.random.choice(definition.values))], True)
        raise CannotMake(text)

    def joined(self, nodes):
        parts = []
        for node in nodes:
            parts += [', ', node] if parts else [node]
        return parts

    # Expressions
    def make(self, type_, depth, scope=()):
        """An expression of static type `type_` (or one that converts to it where a parameter is meant)."""
        if type_.name in DELEGATES:
            return self.function(type_, depth, scope)
        local = [name for name, t in scope if t is type_]
        if local and self.random.random() < 0.6:
            return Node(type_, [self.random.choice(local)], True)
        if depth <= 0 or self.random.random() < 0.25:
            try:
                return self.leaf(type_)
            except CannotMake:
                if depth < -2:
                    raise
        for _ in range(6):
            try:
                return self.compound(type_, depth - 1, scope)
            except CannotMake:
                continue
        return self.leaf(type_)

    def leaf(self, type_):
        node = self.literal(type_)
        if str(type_) in NUMERIC + ['bool', 'string'] and self.random.random() < 0.5:
            return Node(type_, [self.hoist(type_, node)], True)
        return node

    def compound(self, type_, depth, scope):
        choice = self.random.random()
        text = str(type_)
        if choice < 0.08:
            return Node(type_, ['(', self.make(T('bool'), depth, scope), ' ? ', self.exact(type_, depth, scope), ' : ', self.exact(type_, depth, scope), ')'])
        if choice < 0.40 and text in OPERATIONS:
            return self.random.choice(OPERATIONS[text])(self, type_, depth, scope)
        if type_.name == '?' and choice < 0.35:
            inner = type_.args[0]
            if str(inner) in ('int', 'long', 'double', 'decimal'):
                return Node(type_, ['(', self.exact(type_, depth, scope), self.random.choice([' + ', ' - ', ' * ']), self.exact(type_, depth, scope), ')'])
        producers = self.catalog.producers(type_, allowed)
        if str(type_) not in VALUE_TEXTS:
            producers = [p for p in producers if p[0].owner.key != 'Nullable`1']
        if not producers:
            raise CannotMake(text)
        member, mapping = self.random.choice(producers)
        if member.owner.type.name in DELEGATES and self.random.random() < 0.8:  # they can make anything
            member, mapping = self.random.choice(producers)
        return self.call(member, mapping, depth, scope)

    def exact(self, type_, depth, scope):
        """The same with a cast, where the static type matters."""
        node = self.make(type_, depth, scope)
        return Node(type_, ['(%s)' % type_, '(', node, ')']) if type_.name not in DELEGATES else node

    def close(self, member, mapping):
        """Type arguments for what `mapping` leaves open."""
        mapping = dict(mapping)
        if member.owner.key == 'Nullable`1' and 'T' not in mapping:
            mapping['T'] = self.random.choice(VALUES)
        if member.owner.name == 'XmlExtensions':  # constrained to XContainer, XElement or XNode
            for name in member.generic:
                mapping.setdefault(name, T('XElement'))
        for name in member.owner.parameters + member.generic:
            if name not in mapping:
                mapping[name] = T('string') if name in ('TKey',) and self.random.random() < 0.7 else self.random.choice(COMMON if self.random.random() < 0.7 else ELEMENTS)
        return mapping

    def arguments(self, member, mapping, depth, scope):
        """Argument texts; locals for out parameters are declared before."""
        parts = []
        for name, type_, mode, optional in (member.parameters[1:] if member.extension else member.parameters):
            if optional and self.random.random() < 0.5:
                break
            type_ = substitute(type_, mapping)
            if mode in ('o', 'r'):
                variable = self.fresh()
                self.statements.append('%s %s%s;' % (type_, variable, ' = default(%s)' % type_ if mode == 'r' else ''))
                self.outs.append((variable, type_))
                parts.append(Node(type_, ['%s %s' % ('out' if mode == 'o' else 'ref', variable)], True))
            elif mode == 'p' and self.random.random() < 0.8:
                for _ in range(self.random.choice([0, 1, 2, 3])):
                    parts.append(self.argument(member, type_.args[0], depth, scope))
            else:
                parts.append(self.argument(member, type_, depth, scope))
        return parts

    def argument(self, member, type_, depth, scope):
        if str(type_) == 'string' and member.name == 'ToString' and member.parameters:
            owner = str(member.owner.type)
            formats = FORMATS.get(owner) or (FORMATS['int'] if owner in NUMERIC else None)
            if owner == 'float':
                formats = FORMATS['double']
            if formats:
                return Node(type_, ['"%s"' % self.random.choice(formats)], True)
        if member.name in ('SelectToken', 'SelectTokens') and str(type_) == 'string':
            return Node(type_, [self.random.choice(['"a"', '"c[0]"', '"d.f"', '"$..id"', '"list[?(@.id == 2)].k"', '"[1]"', '"*"', '"c[-1:]"', '"$.list[*].k"', '"x.y"', '"[\'a\']"', '"list[0,1]"', '"c[1:]"', '"$"', '"..a"'])], True)
        if str(type_) == 'object' and member.owner.name in ('JToken', 'JObject', 'JArray', 'JContainer') and member.name in ('this[]', 'Value'):
            return Node(type_, [self.random.choice(['"a"', '"b"', '0', '1', '"list"', '"n"', '"zz"', '9'])], True)
        if type_.name in ('StringBuilder', 'List', 'Dictionary') or str(type_) in POOLS or depth > 0:
            return self.make(type_, depth, scope)
        return self.make(type_, depth, scope)

    def call(self, member, mapping, depth, scope):
        """A use of `member` with random receiver and arguments."""
        mapping = self.close(member, mapping)
        if not hasattr(self, 'outs'):
            self.outs = []
        owner = substitute(member.owner.type, mapping)
        result = owner if member.kind == 'constructor' else substitute(member.result, mapping) if member.result else None
        if member.kind == 'constructor':
            return Node(result, ['new %s(' % owner] + self.joined(self.arguments(member, mapping, depth, scope)) + [')'])
        if member.kind in ('implicit', 'explicit'):
            return Node(result, ['((%s)(' % result, self.exact(substitute(member.parameters[0][1], mapping), depth, scope), '))'])
        if member.kind == 'operator':
            operands = [self.exact(substitute(p[1], mapping), depth, scope) for p in member.parameters]
            sign = member.name.replace('operator', '').strip()
            if len(operands) == 1:
                return Node(result, ['(' + sign, '(', operands[0], '))'])
            return Node(result, ['(', operands[0], ' %s ' % sign, operands[1], ')'])
        generic = ''
        if member.generic and (not member.parameters or self.random.random() < 0.2 or not self.inferable(member)):
            generic = '<' + ','.join(str(mapping[g]) for g in member.generic) + '>'
        if member.extension:
            receiver = [self.receiver(substitute(member.parameters[0][1], mapping), depth, scope)]
        elif member.static:
            receiver = ['%s' % (owner if owner.name != '?' else 'Nullable')]
        else:
            receiver = [self.receiver(owner, depth, scope)]
        if member.kind == 'property':
            return Node(result, receiver + ['.' + member.name])
        arguments = self.joined(self.arguments(member, mapping, depth, scope))
        if member.kind == 'indexer':
            return Node(result, receiver + ['['] + arguments + [']'])
        return Node(result, receiver + ['.' + member.name + generic + '('] + arguments + [')'])

    def receiver(self, type_, depth, scope):
        """An expression in brackets that has exactly this static type."""
        if str(type_) == 'IEnumerable':  # System.Collections is not imported
            type_ = T('IEnumerable', (T('object'),))
        node = self.make(type_, depth, scope)
        if type_.name in DELEGATES:
            return Node(type_, ['((%s)(' % type_, node, '))'])
        if node.type is type_ and type_.name not in ('IEnumerable',) or len(node.parts) == 1 and node.leaf and not str(node.parts[0]).startswith(('new', '(')) and str(type_) == 'string':
            return Node(type_, ['(', node, ')'])
        return Node(type_, ['((%s)(' % type_, node, '))'])

    def inferable(self, member):
        text = ' '.join(str(p[1]) for p in member.parameters)
        return all(g in text for g in member.generic)

    def function(self, type_, depth, scope):
        args, result = self.shape(type_)
        names = ['x%d' % (len(scope) + i) for i in range(len(args))]
        inner = tuple(scope) + tuple(zip(names, args))
        head = names[0] if len(names) == 1 and self.random.random() < 0.7 else '(' + ', '.join(names) + ')'
        if result is None:
            return Node(type_, [head + ' => { }'], True)
        # Values hoisted inside a body must not use its parameters, so only leaves are hoisted (see leaf()).
        return Node(type_, [head + ' => ', self.exact(result, min(depth, 1), inner)])

    def shape(self, type_):
        if type_.name == 'Func':
            return type_.args[:-1], type_.args[-1]
        if type_.name == 'Action':
            return type_.args, None
        if type_.name == 'Predicate':
            return type_.args, T('bool')
        if type_.name == 'Comparison':
            return type_.args * 2, T('int')
        if type_.name == 'Converter':
            return type_.args[:1], type_.args[1]
        return (T('Match'),), T('string')

    # Whole cases
    def case_of(self, member, depth):
        """A case that uses `member`."""
        self.statements, self.count, self.outs = [], 0, []
        mapping = self.close(member, {})
        owner = substitute(member.owner.type, mapping)
        if member.result is None and member.kind != 'constructor':
            return self.void_case(member, mapping, owner, depth)
        if member.settable and self.random.random() < 0.4:
            return self.set_case(member, mapping, owner, depth)
        node = self.call(member, mapping, depth, ())
        if self.outs:
            names = ', '.join('(object)' + n for n, _ in self.outs)
            name = self.fresh()
            return Case(self.statements + [Node(node.type, ['var %s = ' % name, node, ';'])], Node(node.type, ['new object[] { %s, %s }' % (name, names)], True), member.key)
        return Case(self.statements, node, member.key)

    def void_case(self, member, mapping, owner, depth):
        if member.static and not member.extension:
            first = substitute(member.parameters[0][1], mapping) if member.parameters else None
            if first is None:
                raise CannotMake(member.key)
            name = self.hoist(first, self.make(first, depth))
            rest = [self.argument(member, substitute(p[1], mapping), depth, ()) for p in member.parameters[1:]]
            call = Node(owner, ['%s.%s(%s' % (owner, member.name, name)] + [p for n in rest for p in (', ', n)] + [');'])
        else:
            receiver = substitute(member.parameters[0][1], mapping) if member.extension else owner
            name = self.hoist(receiver, self.make(receiver, depth))
            call = Node(owner, ['%s.%s(' % (name, member.name)] + self.joined(self.arguments(member, mapping, depth, ())) + [');'])
        return Case(self.statements + [call], Node(owner, [name], True), member.key)

    def set_case(self, member, mapping, owner, depth):
        name = self.hoist(owner, self.make(owner, depth))
        value = self.make(substitute(member.result, mapping), depth)
        index = ['['] + self.joined(self.arguments(member, mapping, depth, ())) + ['] = '] if member.kind == 'indexer' else ['.%s = ' % member.name]
        return Case(self.statements + [Node(owner, [name] + index + [value, ';'])], Node(owner, [name], True), member.key)


from operations import OPERATIONS  # noqa: E402  (operators and syntax; needs Node)
