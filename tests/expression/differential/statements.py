"""Statement blocks: control flow around generated expressions."""
import re

from csharp_types import T, parse


def block(g, template, depth):
    """`template` with its «type» holes filled by expressions of that type."""
    from generator import Node
    parts = []
    for i, piece in enumerate(re.split(r'«([^»]*)»', template)):
        parts.append(piece if i % 2 == 0 else g.exact(parse(piece), depth, ()))
    return Node(T('object'), parts)


TEMPLATES = [
    'int s = 0; for (int i = 0; i < 5; i++) { if (i == «int») continue; s += i * «int»; } return s;',
    'var l = new List<string>(); foreach (var x in «IEnumerable<string>») { if (x == null) break; l.Add(x + «string»); } return l;',
    'var l = new List<int>(); foreach (var x in «IEnumerable<int>») { if (x > 100) break; l.Add(unchecked(x + «int»)); } return string.Join(",", l);',
    'int n = 0; while (n < 20) { n += 3; if («bool») break; if (n % 2 == 0) continue; } return n;',
    'int n = 0; do { n++; } while (n < 10 && «bool»); return n;',
    'switch («string») { case "a": return 1; case "abc": case "42": return «int»; default: return -1; }',
    'switch («int») { case 0: return "zero"; case 1: case 2: return «string»; case 42: break; default: return "many"; } return "after";',
    'try { return «string».Substring(«int»); } catch (ArgumentOutOfRangeException e) { return e.ParamName; } catch (NullReferenceException) { return "null"; }',
    'string r = ""; try { r += «int» / «int»; } catch (DivideByZeroException e) { r += e.Message; } finally { r += "f"; } return r;',
    'try { return int.Parse(«string»); } catch (FormatException) { return -1; } catch (OverflowException) { return -2; } catch (Exception e) { return e.GetType().Name; }',
    'int c = 0; Func<int> next = () => ++c; return next() + next() * 10 + c * 100;',
    'var fs = new List<Func<int>>(); for (int i = 0; i < 3; i++) { fs.Add(() => i); } return string.Join(",", fs.Select(f => f()));',
    'var fs = new List<Func<string>>(); foreach (var x in «IEnumerable<string>») { fs.Add(() => x + "!"); } return string.Join(",", fs.Select(f => f()));',
    'object o = «object»; if (o is string) return ((string)o).Length; if (o is int n) return n + 1; return o == null ? -1 : 0;',
    'var t = «JToken»; var r = new JObject(); r["v"] = t; r["k"] = «string»; r["n"] = «int»; return r;',
    'var o = «JObject»; foreach (var p in o.Properties()) { if (p.Value.Type == JTokenType.Null) continue; o["seen"] = p.Name; break; } return o;',
    'var a = «JArray»; var r = new JArray(); foreach (var x in a) { r.Add(x.Type == JTokenType.Integer ? new JValue((int)x * 2) : x); } return r;',
    'var d = new Dictionary<string, int>(); foreach (var x in «IEnumerable<string>») { if (x == null) continue; int n; d.TryGetValue(x, out n); d[x] = n + 1; } return d;',
    'var b = new StringBuilder(); for (var i = 0; i < 3; i++) b.Append(i).Append(«string»).AppendLine(); return b.ToString();',
    'return from x in «IEnumerable<int>» where x > 1 orderby x descending select x % 7;',
    'return from x in «IEnumerable<string>» from y in new[] { 1, 2 } let z = x + y where z.Length > 1 select new { x, z };',
    'return (from x in «IEnumerable<int>» group x by x % 3 into k orderby k.Key select k.Key + ":" + k.Count()).ToArray();',
    'var p = new { A = «int», B = «string», C = new[] { «double» } }; return p;',
    'int i = «int»; int j = i++ + ++i; i += j; i -= 3; i *= 2; i ^= 5; i |= 8; i &= 0xFFFF; i <<= 1; i >>= 2; return new[] { i, j };',
    'byte b = «byte»; b += 200; b++; return b;',
    'long l = «long»; l %= 1000; l *= -3; double d = l; d /= 7; return d;',
    'try { checked { int i = «int»; i += «int»; i *= 2; return i; } } catch (OverflowException e) { return e.Message; }',
    'using (var r = new StringReader(«string» ?? "")) { return r.ReadLine() + "|" + r.ReadToEnd(); }',
    'const int k = 5; const string s = "c" + "d"; return k * «int» + s.Length;',
    'var s = «string»; return s == null ? nameof(s) : s.Length > 3 ? s.Substring(0, 3) : s.PadLeft(4, \'*\');',
    'int? n = «int?»; n += 1; return n.HasValue ? n.Value : -1;',
    'string s = null; s = s ?? «string»; s += \'c\'; s += 1.5; s += null; return s;',
    'var l = «List<int>»; l.Sort((x, y) => y.CompareTo(x)); l.RemoveAll(x => x < 0); l.ForEach(x => { }); return l;',
    'var q = new Queue<string>(«IEnumerable<string>»); var s = new Stack<string>(); while (q.Count > 0) s.Push(q.Dequeue()); return s;',
    'var m = new int[2, 2]; m[0, 1] = «int»; return m[0, 1] + m.Length;',
    'var j = new[] { new[] { «int» }, new int[0] }; return j[0].Length + j[1].Length + j[0][0];',
    'try { throw new InvalidOperationException(«string»); } catch (Exception e) when (e.Message.Length > 2) { return e.Message; } catch (Exception e) { return e.GetType().Name; }',
    'try { try { throw new FormatException("x"); } finally { context.Trace("f"); } } catch (FormatException) { return "caught"; }',
    'try { try { return ((string)null).Length; } catch (NullReferenceException) { throw; } } catch (Exception e) { return e.GetType().FullName; }',
    'Func<int, int, int> f = (x, y) => unchecked(x * y + «int»); return new[] { 1, 2, 3 }.Aggregate(f);',
    'var t = Tuple.Create(«int», «string», «bool»); return t.Item2 + t.Item1 + t.Item3;',
    'DateTime d = «DateTime»; return d.Year + "-" + d.DayOfYear + " " + d.DayOfWeek + " " + d.TimeOfDay;',
    'var e = «XElement»; return e.Elements().Select(x => x.Name.LocalName + "=" + (string)x).ToArray();',
    'var e = «XElement»; e.Add(new XElement("added", «int»)); e.SetAttributeValue("k", «string»); return e;',
    'return Regex.Replace(«string» ?? "", @"(\\w)(\\w)", m => m.Groups[2].Value + m.Groups[1].Value.ToUpper());',
    'goto end; end: return «int»;',
    'int x = 3; { int y = x * 2; x = y; } if («bool») x++; else if (x > 5) x--; else x = 0; return x;',
    'return default(int) + default(int?).GetValueOrDefault(4) + (default(string) ?? "ab").Length + sizeof(int);',
    'var h = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "A", "b" }; return h.Contains(«string» ?? "") ? h.Count : -h.Count;',
    'return new Dictionary<string, object> { ["a"] = «int», ["b"] = «string» };',
]


def statement_case(g, depth):
    from generator import Case, Node
    g.statements, g.count, g.outs = [], 0, []
    template = g.random.choice(TEMPLATES)
    body = block(g, template, depth)
    case = Case(g.statements, body, 'statements ' + template)
    case.source = lambda: '@{ ' + ' '.join(s if isinstance(s, str) else s.text() for s in case.statements) + ' ' + case.value.text() + ' }'
    return case
