"""The two sides: real C# (the oracle's runtime under mono) and the engine."""
import json, os, re, shutil, subprocess, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SHARED = os.path.normpath(os.path.join(HERE, '..', '..', '..', '..', 'shared'))
ORACLE = os.path.join(SHARED, 'tools', 'expression-oracle')
CONTEXTS = os.path.join(SHARED, 'data', 'expressions', 'contexts.json')
NEWTONSOFT = '/usr/lib/cli/Newtonsoft.Json-5.0/Newtonsoft.Json.dll'
USINGS = """using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Net; using System.Text; using System.Text.RegularExpressions;
using System.Security.Cryptography; using System.Security.Cryptography.X509Certificates; using System.Xml; using System.Xml.Linq; using System.Globalization;
using Newtonsoft.Json; using Newtonsoft.Json.Linq; using Formatting = Newtonsoft.Json.Formatting;
"""


def missing():
    """Why the oracle cannot run here; empty if it can."""
    if not os.path.exists(os.path.join(ORACLE, 'Runtime.cs')):
        return 'the expression oracle lies beside the checkout (../shared/tools/expression-oracle); a public clone does not have it'
    for tool in ('mcs', 'mono'):
        if not shutil.which(tool):
            return tool + ' is not installed (packages: ' + os.path.join(ORACLE, 'README.md') + ')'
    return '' if os.path.exists(NEWTONSOFT) else 'libnewtonsoft-json-cil-dev is not installed'


def _program(cases):
    out = [USINGS, 'public static class Gen {\npublic static readonly Case[] Cases = null;\n']
    for number, (_, source) in enumerate(cases):
        body = source[1:] if source[1] == '{' else '{ return (object)\n%s\n; }' % source[1:]
        out.append('#line %d\nstatic object F%d(IProxyRequestContext context)\n%s\n' % ((number + 1) * 1000, number, body))
    out.append('#line 900000000\npublic static readonly Func<IProxyRequestContext, object>[] All = {\n' + ''.join('F%d,\n' % n for n in range(len(cases))) + '};\n}\n')
    return ''.join(out)


def oracle(cases):
    """{id: result} for [(id, source)]. What the compiler refuses is taken out and the rest compiled again; a case that kills or hangs the
    program is noted and the run goes on behind it."""
    found, left = {}, list(cases)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(NEWTONSOFT, folder)
        while left:
            with open(folder + '/Gen.cs', 'w', encoding='utf-8') as file:
                file.write(_program(left))
            compiled = subprocess.run(['mcs', '-langversion:latest', '-nowarn:162,168,219,252,253,1701,1702,618', '-main:Runner', '-define:JSON6', '-out:' + folder + '/o.exe'] + ['-r:' + r for r in
                                      (NEWTONSOFT, 'System.Core', 'System.Xml', 'System.Xml.Linq', 'System.Numerics', 'Microsoft.CSharp')] +
                                      [ORACLE + '/Runtime.cs', HERE + '/Runner.cs', folder + '/Gen.cs'], capture_output=True, text=True)
            if compiled.returncode == 0:
                break
            refused = {}
            for match in re.finditer(r'Gen\.cs\((\d+),[\d+]+\): error (\w+: .*)', compiled.stdout + compiled.stderr):
                number = int(match.group(1)) // 1000 - 1
                if 0 <= number < len(left):
                    refused.setdefault(left[number][0], match.group(2))
            if not refused:  # the compiler itself fell over: halve
                if len(left) == 1:
                    refused[left[0][0]] = 'the compiler died'
                else:
                    middle = len(left) // 2
                    return {**found, **oracle(left[:middle]), **oracle(left[middle:])}
            for name, message in refused.items():
                found[name] = {'ok': False, 'compileError': message}
            left = [c for c in left if c[0] not in refused]
        begin = 0
        while begin < len(left):
            try:
                ran = subprocess.run(['mono', folder + '/o.exe', CONTEXTS, str(begin)], capture_output=True, timeout=60 + len(left) // 10, env=dict(os.environ, TZ='UTC', LANG='C'))
                text = ran.stdout
            except subprocess.TimeoutExpired as late:
                text = late.stdout or b''
            for line in text.decode('utf-8', 'replace').split('\n'):
                try:
                    row = json.loads(line)
                except ValueError:
                    continue
                found[left[row['id']][0]] = row
                begin = row['id'] + 1
            if begin < len(left):
                found[left[begin][0]] = {'ok': False, 'compileError': 'the oracle died'}
                begin += 1
    for name, _ in left:
        found.setdefault(name, {'ok': False, 'compileError': 'the oracle wrote what is no JSON'})
    return found


def _cases_file(cases):
    file = tempfile.NamedTemporaryFile('w', suffix='.jsonl', encoding='utf-8', delete=False)
    for name, source in cases:
        file.write(json.dumps({'id': name, 'expression': source, 'context': 'default'}) + '\n')
    file.close()
    return file.name


def engine(program, cases):
    """{id: result} of `model-gateway eval` (or expression-eval); a crash or hang is a result of its own."""
    if not cases:
        return {}
    path = _cases_file(cases)
    # Line by line, so that a crash loses nothing that came before it.
    command = ['stdbuf', '-oL', program] + (['eval'] if os.path.basename(program) == 'model-gateway' else []) + ['--cases', path, '--contexts', CONTEXTS]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, errors='replace', timeout=60 + len(cases) // 10, env=dict(os.environ, TZ='UTC'))
        lines, died = ran.stdout.split('\n'), ran.returncode not in (0, 1)
    except subprocess.TimeoutExpired as late:
        lines, died = (late.stdout or b'').decode('utf-8', 'replace').split('\n'), True
    finally:
        os.unlink(path)
    found = {}
    for line in lines:
        try:
            row = json.loads(line)
            found[row['id']] = row
        except ValueError:  # the first line may be cut off by a crash
            continue
    left = [c for c in cases if c[0] not in found]
    if died and left:
        found[left[0][0]] = {'id': left[0][0], 'ok': False, 'error': 'CRASH', 'message': 'the engine died or hung'}
        found.update(engine(program, left[1:]))
    return found
