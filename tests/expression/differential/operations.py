"""Operators, conversions and syntax that no member descriptor stands for, by result type."""
from csharp_types import NUMERIC, T
from literals import FORMATS, POOLS

INTEGRAL = ['int', 'long', 'uint', 'ulong']


def node(type_, parts):
    from generator import Node
    return Node(type_, parts)


def arithmetic(g, type_, depth, scope):
    signs = ['+', '-', '*', '/', '%'] + (['&', '|', '^'] if str(type_) in INTEGRAL else [])
    return node(type_, ['(', g.exact(type_, depth, scope), ' %s ' % g.random.choice(signs), g.exact(type_, depth, scope), ')'])


def mixed(g, type_, depth, scope):
    """Operands of another type that promotes to this one."""
    lower = {'int': ['byte', 'short', 'char', 'sbyte', 'ushort'], 'long': ['int', 'uint', 'short'], 'double': ['int', 'float', 'long'], 'decimal': ['int', 'long'], 'float': ['int', 'short'], 'uint': ['byte', 'ushort'], 'ulong': ['uint']}[str(type_)]
    a, b = g.exact(type_, depth, scope), g.exact(T(g.random.choice(lower)), depth, scope)
    return node(type_, ['(', *((a, g.random.choice([' + ', ' - ', ' * ']), b) if g.random.random() < 0.5 else (b, g.random.choice([' + ', ' - ', ' / ']), a)), ')'])


def shift(g, type_, depth, scope):
    return node(type_, ['(', g.exact(type_, depth, scope), g.random.choice([' << ', ' >> ']), g.exact(T('int'), depth, scope), ')'])


def unary(g, type_, depth, scope):
    sign = g.random.choice(['-', '+', '~'] if str(type_) in ('int', 'long') else ['~'] if str(type_) in INTEGRAL else ['-', '+'])
    return node(type_, ['(' + sign, g.exact(type_, depth, scope), ')'])


def cast(g, type_, depth, scope):
    source = T(g.random.choice([n for n in NUMERIC if n != str(type_)]))
    mode = g.random.choice(['', 'checked', 'unchecked'])
    return node(type_, [mode + '((%s)(' % type_, g.exact(source, depth, scope), '))'])


def unbox(g, type_, depth, scope):
    return node(type_, ['((%s)(object)(' % type_, g.exact(type_ if g.random.random() < 0.8 else T(g.random.choice(NUMERIC)), depth, scope), '))'])


def from_nullable(g, type_, depth, scope):
    nullable = T('?', (type_,))
    pick = g.random.random()
    if pick < 0.4:
        return node(type_, ['(', g.exact(nullable, depth, scope), ' ?? ', g.exact(type_, depth, scope), ')'])
    return node(type_, ['((%s)(' % nullable, g.make(nullable, depth, scope), ')).', 'GetValueOrDefault()' if pick < 0.7 else 'Value'])


def from_token(g, type_, depth, scope):
    return node(type_, ['((%s)' % type_, '(', g.exact(T('JToken'), depth, scope), '))'])


def compare(g, type_, depth, scope):
    operand = T(g.random.choice(['int', 'long', 'double', 'decimal', 'char', 'DateTime', 'TimeSpan', 'float', 'byte', 'uint']))
    sign = g.random.choice(['==', '!=', '<', '>', '<=', '>='])
    return node(type_, ['(', g.exact(operand, depth, scope), ' %s ' % sign, g.exact(operand, depth, scope), ')'])


def compare_lifted(g, type_, depth, scope):
    operand = T('?', (T(g.random.choice(['int', 'double', 'decimal', 'DateTime', 'bool'])),))
    signs = ['==', '!='] + ([] if str(operand) == 'bool?' else ['<', '>='])
    return node(type_, ['(', g.exact(operand, depth, scope), ' %s ' % g.random.choice(signs), g.exact(operand, depth, scope), ')'])


def equal_texts(g, type_, depth, scope):
    return node(type_, ['(', g.exact(T('string'), depth, scope), g.random.choice([' == ', ' != ']), g.exact(T('string'), depth, scope), ')'])


def logic(g, type_, depth, scope):
    return node(type_, ['(', g.make(type_, depth, scope), g.random.choice([' && ', ' || ', ' & ', ' | ', ' ^ ', ' == ', ' != ']), g.make(type_, depth, scope), ')'])


def negation(g, type_, depth, scope):
    return node(type_, ['!(', g.make(type_, depth, scope), ')'])


def type_test(g, type_, depth, scope):
    return node(type_, ['(', g.exact(T('object'), depth, scope), ' is ', g.random.choice(['int', 'string', 'double', 'JToken', 'DateTime', 'IEnumerable<int>', 'object', 'decimal', 'bool']), ')'])


def concatenation(g, type_, depth, scope):
    other = g.random.choice(['string', 'int', 'double', 'char', 'bool', 'object', 'decimal', 'DateTime', 'JToken', 'TimeSpan', 'Guid', 'long', 'float'])
    parts = [g.exact(T('string'), depth, scope), ' + ', g.exact(T(other), depth, scope)]
    if g.random.random() < 0.3:
        parts.reverse()
    return node(type_, ['('] + parts + [')'])


def interpolation(g, type_, depth, scope):
    parts = ['$"']
    for _ in range(g.random.choice([1, 2, 2, 3])):
        name = g.random.choice(['int', 'double', 'decimal', 'DateTime', 'string', 'bool', 'TimeSpan', 'Guid', 'char', 'DateTimeOffset'])
        value = g.make(T(name), 0, scope)
        text = value.text()
        if '"' in text or '\\' in text or 'context' in text:
            value = node(T(name), [g.hoist(T(name), value)])
        alignment = g.random.choice(['', '', ',8', ',-6'])
        form = ':' + g.random.choice(FORMATS[name]).replace('\\\\', '\\\\') if name in FORMATS and g.random.random() < 0.6 else ''
        if form == ':' or '"' in form or "'" in form or '\\' in form or ':' in form[1:]:
            form = ''
        parts += [g.random.choice(['', 'a ', '{{', '}} ', 'é=']), '{(', value, ')' + alignment + form + '}']
    return node(type_, parts + ['"'])


def format_call(g, type_, depth, scope):
    items = [g.make(T(g.random.choice(['int', 'double', 'decimal', 'string', 'DateTime', 'object', 'bool', 'TimeSpan'])), depth, scope) for _ in range(g.random.choice([1, 2, 3]))]
    form = ''.join(g.random.choice(['{0}', '{0,5}', '{1}', '{0:N2}', 'x', '{{', '}}', '{0,-7:F1}|', '{2}', '{0:yyyy}', ' ', '{0:000}']) for _ in range(4))
    return node(type_, ['string.Format("%s", ' % form] + g.joined(items) + [')'])


def coalesce(g, type_, depth, scope):
    return node(type_, ['(', g.exact(type_, depth, scope), ' ?? ', g.exact(type_, depth, scope), ')'])


def conditional_access(g, type_, depth, scope):
    pick = g.random.choice(['((%s))?.Trim()', '((%s))?.ToUpper()', '((%s))?.Substring(1)', '((%s))?.Length.ToString()'])
    head, tail = pick.split('%s')
    return node(type_, [head, g.exact(T('string'), depth, scope), tail])


def to_text(g, type_, depth, scope):
    name = g.random.choice(['int', 'double', 'decimal', 'DateTime', 'TimeSpan', 'DateTimeOffset', 'Guid', 'long', 'float', 'byte', 'uint', 'short', 'ulong'])
    formats = FORMATS.get(name) or (FORMATS['double'] if name == 'float' else FORMATS['int'])
    return node(type_, ['(', g.exact(T(name), depth, scope), ').ToString("%s")' % g.random.choice(formats)])


def enum_text(g, type_, depth, scope):
    name = g.random.choice(['DayOfWeek', 'StringComparison', 'RegexOptions', 'JTokenType', 'MidpointRounding', 'UriKind'])
    member = '%s.%s' % (name, g.random.choice([d for d in g.catalog.definitions if d.name == name][0].values))
    return node(type_, ['(', g.random.choice(['%s', '((%s)(int)%s)', '(%s)(object)%s' ]).replace('%s', name, 1).replace('%s', member) if g.random.random() < 0.3 else member, ').ToString()'])


def sum_of_tokens(g, type_, depth, scope):
    return node(type_, ['(', g.make(T('JArray'), depth, scope), ').', g.random.choice(['Count', 'Count()', 'Count(t => t.Type == JTokenType.Integer)', 'Select(t => t.ToString().Length).Sum()', 'OfType<JValue>().Count()'])])


NUMBERS = [arithmetic, arithmetic, mixed, unary, cast, unbox, from_nullable, from_token]
OPERATIONS = {
    'int': NUMBERS + [shift, sum_of_tokens], 'long': NUMBERS + [shift], 'uint': [arithmetic, mixed, cast, shift, unbox], 'ulong': [arithmetic, mixed, cast, shift], 'double': NUMBERS, 'decimal': NUMBERS,
    'float': [arithmetic, mixed, unary, cast, unbox], 'byte': [cast, unbox], 'short': [cast, unbox], 'sbyte': [cast], 'ushort': [cast], 'char': [cast, unbox],
    'bool': [compare, compare, compare_lifted, equal_texts, logic, negation, type_test, from_token],
    'string': [concatenation, interpolation, interpolation, format_call, coalesce, conditional_access, to_text, to_text, enum_text, from_token],
    'DateTime': [from_token, from_nullable], 'JToken': [coalesce], 'JObject': [coalesce],
}
assert set(OPERATIONS) <= set(POOLS)
