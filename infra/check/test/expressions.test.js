import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valueOf } from '../testing/evaluate.js';

const SAMPLE_GROUP = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/sample';

// Each expression, and what it comes to.
const VALUES = [
  // Bicep's order of operators, where the grammar has another
  ['!{ a: false }.a', true],
  ['1 + { a: 2 }.a * 3', 7],
  ['7 - 2 - 1', 4],
  ['7 / 2', 3],
  ['(1 + 2) * 3', 9],
  ['1 == 1 && 2 < 3 || false', true],
  ['false || true ? 1 : 2', 1],
  ['null ?? { a: 1 }.a', 1],
  ['{ a: 1 }.?b ?? 2', 2],
  ['true ? false ? 1 : 2 : 3', 2],
  ["'A' =~ 'a'", true],
  ["'A' == 'a'", false],
  ["map([{ n: 1 }, { n: 2 }], x => x.n + 1)", [2, 3]],
  ["filter(['a', 'b'], x => x != 'a')", ['b']],
  ["map(['a'], x => x == 'a' ? { is: x } : {})", [{ is: 'a' }]],
  // strings
  ["'a${1 + 1} ${true} b'", 'a2 True b'],
  ["'${1} \\n${2}\\t ${3} '", '1 \n2\t 3 '],
  ["'it\\'s \\${no} \\u{41}\\n'", "it's ${no} A\n"],
  ["'''\nplain ${text}'''", 'plain ${text}'],
  ["'https://a.b/c'", 'https://a.b/c'],
  // loops and access
  ['[for i in range(1, 3): i * 2]', [2, 4, 6]],
  ["[for (name, i) in ['a', 'b']: '${name}${i}']", ['a0', 'b1']],
  ["{ a: { b: [1, 2] } }.a['b'][1]", 2],
  ["{ '${toLower('A')}-b': 1 }['a-b']", 1],
  // functions
  ["union({ a: { b: 1 }, c: [1] }, { a: { d: 2 }, c: [2] })", { a: { b: 1, d: 2 }, c: [2] }],
  ["union(['a', 'b'], ['b', 'c'])", ['a', 'b', 'c']],
  ["concat('a', 'b')", 'ab'],
  ["concat(['a'], ['b'])", ['a', 'b']],
  ["toObject(['a'], x => x, x => '${x}!')", { a: 'a!' }],
  ["items({ b: 1, a: 2 })", [{ key: 'a', value: 2 }, { key: 'b', value: 1 }]],
  ["reduce([1, 2, 3], 0, (sum, x) => sum + x)", 6],
  ["join(split('a,b', ','), ';')", 'a;b'],
  ["format('{0}-{1}', 'a', 2)", 'a-2'],
  ["replace('a.b.c', '.', '')", 'abc'],
  ["take('abc', 2)", 'ab'],
  ["first([])", null],
  ["last(split('a/b', '/'))", 'b'],
  ["contains(['a'], 'a') && contains({ A: 1 }, 'a') && contains('abc', 'b')", true],
  ["empty('') && empty([]) && empty({}) && empty(null)", true],
  ["length({ a: 1 })", 1],
  ["string(true)", 'True'],
  ["string([1])", '[1]'],
  ["int('12')", 12],
  ["max(1, 3) + min([4, 2])", 5],
  ["flatten([[1], [2]])", [1, 2]],
  ["startsWith('Abc', 'ab')", true],
  ["length(uniqueString('a'))", 13],
  ["uniqueString('a') == uniqueString('a') && uniqueString('a') != uniqueString('b')", true],
  ["length(guid('a'))", 36],
  // where it is deployed
  ['resourceGroup().id', SAMPLE_GROUP],
  ["resourceId('Microsoft.Web/sites/config', 'a', 'b')", `${SAMPLE_GROUP}/providers/Microsoft.Web/sites/a/config/b`],
  ["resourceId('other', 'Microsoft.Web/sites', 'a')", '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/other/providers/Microsoft.Web/sites/a'],
  ["subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'r')", '/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Authorization/roleDefinitions/r'],
  ["extensionResourceId(resourceGroup().id, 'Microsoft.Authorization/locks', 'l')", `${SAMPLE_GROUP}/providers/Microsoft.Authorization/locks/l`],
  ['environment().suffixes.storage', 'core.windows.net'],
  ["az.resourceGroup('b').name", 'b'],
];

for (const [expression, value] of VALUES) {
  test(expression, () => assert.deepEqual(valueOf(expression), value));
}

// Each expression, and what is wrong with it.
const FAULTS = [
  ["true + 1", 'true is bool, not int'],
  ["'a' && true", '"a" is string, not bool'],
  ['[1][2]', 'there is no item 2 among 1'],
  ["{ a: 1 }.b", 'no property b; did you mean a?'],
  ["null.a", 'null has no property a'],
  ["'${[1]}'", '[1] cannot stand in a string'],
  ["{ a: 1, a: 2 }", 'property a is there twice'],
  ["(1, 2)", 'parentheses hold exactly one expression'],
  ["[for x in 'a': x]", 'a loop goes over an array that is known when the deployment starts, not over "a"'],
  ["union({}, 'a')", 'union takes objects or arrays, not "a"'],
  ["int('x')", 'int: "x" is no integer'],
  ["resourceId('Microsoft.Web/sites/config', 'a')", 'Microsoft.Web/sites/config needs 2 names, not 1: a'],
  ["true ? 'a' :\n    'b'", 'a line may not break before "\'b\'"'],
  ["[for x in []: if (x) { a: 1 }]", 'an if may stand in the loop of a resource or module alone; use filter()'],
];

for (const [expression, message] of FAULTS) {
  test(`wrong: ${expression}`, () => assert.throws(() => valueOf(expression), { message }));
}
