"""Whether two results agree: refused alike, same exception type, or same type, value and text."""
import math, re


def same_value(a, b):
    if isinstance(a, bool) or isinstance(b, bool) or a is None or b is None or isinstance(a, str) or isinstance(b, str):
        return a == b and type(a) is type(b)
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return a == b or (isinstance(a, float) and isinstance(b, float) and math.isclose(a, b, rel_tol=1e-14))
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same_value, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(same_value(a[k], b[k]) for k in a)
    return False


def difference(expected, got):
    """'' if they agree, else what differs. `expected` is the oracle's."""
    if got is None:
        return 'no answer'
    if 'compileError' in expected:
        return '' if 'compileError' in got else 'refused by C#: ' + expected['compileError']
    if 'compileError' in got:
        return 'refused: ' + got['compileError'] + ' ' + got.get('message', '')
    if 'error' in expected or 'error' in got:
        return '' if expected.get('error') == got.get('error') else 'exception %s, not %s' % (got.get('error'), expected.get('error'))
    if expected['type'] != 'IEnumerable' and expected['type'] != got['type']:
        return 'type %s, not %s' % (got['type'], expected['type'])
    if expected.get('opaque'):
        return ''
    if not same_value(expected['value'], got['value']):
        return 'value'
    if expected.get('text') is not None and expected['text'].replace('\r', '') != (got.get('text') or '').replace('\r', ''):
        if not (expected['value'] is None and got['value'] is None):
            return 'text'
    return ''


class Known:
    """Explained differences: known.tsv holds EXPRESSION PATTERN, DIFFERENCE PATTERN, REASON."""

    def __init__(self, path):
        self.rows, self.hits = [], {}
        with open(path, encoding='utf-8') as file:
            for line in file:
                if line.strip() and not line.startswith('#'):
                    source, what, reason = line.rstrip('\n').split('\t')
                    self.rows.append((re.compile(source, re.S), re.compile(what, re.S), reason))

    def reason(self, source, what, expected, got):
        shown = '%s | expected %s | got %s' % (what, short(expected), short(got))
        for pattern, difference_pattern, reason in self.rows:
            if pattern.search(source) and difference_pattern.search(shown):
                self.hits[reason] = self.hits.get(reason, 0) + 1
                return reason
        return ''


def short(result):
    if not result:
        return 'nothing'
    if 'compileError' in result:
        return 'refused %s' % result['compileError'][:100]
    if 'error' in result:
        return '%s (%s)' % (result['error'], result.get('message', '')[:100])
    return '%s %r text %r' % (result['type'], result['value'], result.get('text')) if len(repr(result['value'])) < 300 else '%s %.300r' % (result['type'], result['value'])
