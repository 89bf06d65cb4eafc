#!/usr/bin/env python3
"""expression_shapes.py FOLDER: the shapes of the policy expressions in FOLDER's documents by frequency, texts and numbers taken out, each
with its commonest spelling: COUNT<tab>EXPRESSION. expression_shapes.tsv holds the 20 commonest of ../shared/data/corpus (constants left
out) and, after them, the reads that have targets of their own."""
import collections, html, os, re, sys


def expressions(text):
    at = 0
    while (at := text.find('@', at)) >= 0 and at + 1 < len(text):
        opening = text[at + 1]
        if opening not in '({':
            at += 1
            continue
        closing, depth, i, end = {'(': ')', '{': '}'}[opening], 0, at + 1, -1
        while i < len(text):
            if text[i] == '"':
                i += 1
                while i < len(text) and text[i] != '"':
                    i += 2 if text[i] == '\\' else 1
            elif text.startswith('&quot;', i):
                i = text.find('&quot;', i + 6) + 5
                if i < 5:
                    break
            elif text[i] == opening:
                depth += 1
            elif text[i] == closing:
                depth -= 1
                if depth == 0:
                    end = i
                    break
            i += 1
        if end < 0:
            at += 1
            continue
        yield re.sub(r'\s+', ' ', html.unescape(text[at:end + 1]))
        at = end + 1


def main():
    count, spelled = collections.Counter(), {}
    for folder, _, files in sorted(os.walk(sys.argv[1])):
        for name in sorted(files):
            if name.endswith('.xml'):
                with open(os.path.join(folder, name), encoding='utf-8', errors='replace') as file:
                    for source in expressions(file.read()):
                        shape = re.sub(r'\$?@?"(?:[^"\\]|\\.)*"', 'S', source)
                        shape = re.sub(r'\b\d+\b', 'N', re.sub(r'\s*([(){}\[\].,;=<>!?:+&|])\s*', r'\1', shape))
                        count[shape] += 1
                        spelled.setdefault(shape, collections.Counter())[source] += 1
    for shape, number in count.most_common(60):
        print('%d\t%s' % (number, spelled[shape].most_common(1)[0][0]))


if __name__ == '__main__':
    main()
