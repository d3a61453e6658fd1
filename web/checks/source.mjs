// Small checks that a type checker does not make. Each guards something that broke, or would break, in the field:
// a page that loads from another host is blank without the internet; an inline style or script breaks the CSP;
// text with decomposed diacritics cannot be searched.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = new URL('../src/', import.meta.url).pathname;
const rules = [
  { name: 'loads nothing from another host', bad: /(?:url\(|src=|href=|fetch\(|import\()\s*["'`(]?https?:\/\// },
  { name: 'writes no raw HTML', bad: /dangerouslySetInnerHTML|\.innerHTML\s*=/ },
  { name: 'leaves no console call behind', bad: /\bconsole\.(log|debug)\(/ },
  { name: 'uses colour tokens, not values (map and tokens aside)', bad: /#[0-9a-fA-F]{6}\b/, only: /\.(css|tsx)$/, except: /styles\/tokens\.css$/ },
];

const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));

let faults = 0;
function fault(file, line, what) {
  faults += 1;
  console.error(`${file.slice(root.length)}:${line}: ${what}`);
}
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  if (text !== text.normalize('NFC')) fault(file, 1, 'text is not Unicode NFC');
  text.split('\n').forEach((line, i) => {
    for (const rule of rules) {
      if (rule.only && !rule.only.test(file)) continue;
      if (rule.except?.test(file)) continue;
      if (rule.bad.test(line)) fault(file, i + 1, rule.name);
    }
  });
}
if (faults > 0) process.exit(1);
console.log(`source checks: ${files.length} files, no fault`);
