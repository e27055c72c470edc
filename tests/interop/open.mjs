// SPDX-License-Identifier: Apache-2.0
// Opens one bundle without any code of the program, after docs/bundle-format.md alone:
//   node open.mjs IDENTITY BUNDLE FOLDER
// writes to FOLDER what `age -d` gives (inner), the signed lines (signed), the signature as
// ssh-keygen reads it (signature) and the packed body (body.gz), and prints what it found.
// The signature and the contents of the body are left to ssh-keygen and gunzip.
import { Decrypter } from "age-encryption";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [identity, bundle, folder] = process.argv.slice(2);
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");

const decrypter = new Decrypter();
decrypter.addIdentity(identity);
const inner = Buffer.from(await decrypter.decrypt(readFileSync(bundle), "uint8array"));

const ends = [];
for (let line = 0; line < 3; line++) ends.push(inner.indexOf(0x0a, ends.at(-1) ?? 0) + 1);
const [first, second, third] = ends;
const manifest = JSON.parse(inner.subarray(first, second).toString("utf8"));
const signature = inner.subarray(second, third - 1).toString("ascii");
const body = inner.subarray(third, third + manifest.body.len);
const padding = inner.subarray(third + manifest.body.len);
// An SSHSIG blob holds the public key of 32 bytes at offset 33.
const key = Buffer.from(signature, "base64").subarray(33, 65);

writeFileSync(join(folder, "inner"), inner);
writeFileSync(join(folder, "signed"), inner.subarray(0, second));
writeFileSync(
  join(folder, "signature"),
  `-----BEGIN SSH SIGNATURE-----\n${signature.match(/.{1,70}/g).join("\n")}\n-----END SSH SIGNATURE-----\n`,
);
writeFileSync(join(folder, "body.gz"), body);
process.stdout.write(
  JSON.stringify({
    magic: inner.subarray(0, first).toString("ascii"),
    manifest,
    manifest_sha256: sha256(inner.subarray(0, second)),
    device: sha256("alongside-device/1", key).slice(0, 32),
    body_sha256: sha256(body),
    padding_is_zero: padding.every((byte) => byte === 0),
    size: inner.length,
  }),
);
