// SPDX-License-Identifier: Apache-2.0
// Usage: node carry.js LINES FOLDER. Puts records (one JSON object a line) into an encrypted PouchDB,
// replicates it to a second one, and reads all of that one decrypted. Prints the seconds of the last
// two steps: what it takes from one computer's store to readable records on another's.
const fs = require('fs');
const path = require('path');
const PouchDB = require('pouchdb');
PouchDB.plugin(require('crypto-pouch'));

const [lines, folder] = process.argv.slice(2);
const open = (name) => new PouchDB(path.join(folder, name), { adapter: 'leveldb' });
const secret = 'a lamp beside the quiet window';

async function main() {
  const records = fs.readFileSync(lines, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const writer = open('writer');
  await writer.crypto(secret);
  for (let start = 0; start < records.length; start += 500) {
    const turn = records.slice(start, start + 500);
    const kept = await writer.bulkDocs(turn.map((record) => ({ ...record, _id: record.id })));
    if (kept.some((row) => row.error)) throw new Error('not kept');
  }
  await writer.close();
  const sender = open('writer'); // without the key: what travels is what lies encrypted in the store
  const reader = open('reader');
  const started = performance.now();
  await sender.replicate.to(reader, { batch_size: 1000 });
  const { exportString } = await sender.get('_local/crypto');
  await reader.put({ _id: '_local/crypto', exportString });
  await reader.crypto(secret);
  const all = await reader.allDocs({ include_docs: true });
  const seconds = (performance.now() - started) / 1000;
  if (all.rows.length !== records.length || !all.rows[0].doc.body) throw new Error('not readable');
  console.log(JSON.stringify({ seconds }));
  process.exit(0);
}

main().catch((fault) => {
  console.error(fault);
  process.exit(1);
});
