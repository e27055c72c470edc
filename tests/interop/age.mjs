// SPDX-License-Identifier: Apache-2.0
// The independent implementation of age, as a command:
//   generate             prints a new post-quantum identity and its recipient, one a line
//   recipient IDENTITY   prints the recipient of an identity
//   encrypt RECIPIENT…   seals standard input
//   decrypt IDENTITY     opens standard input
import { Decrypter, Encrypter, generateHybridIdentity, identityToRecipient } from "age-encryption";
import { readFileSync } from "node:fs";

const [command, ...keys] = process.argv.slice(2);
if (command === "generate") {
  const identity = await generateHybridIdentity();
  process.stdout.write(`${identity}\n${await identityToRecipient(identity)}\n`);
} else if (command === "recipient") {
  process.stdout.write(await identityToRecipient(keys[0]));
} else if (command === "encrypt") {
  const encrypter = new Encrypter();
  keys.forEach((key) => encrypter.addRecipient(key));
  process.stdout.write(await encrypter.encrypt(readFileSync(0)));
} else if (command === "decrypt") {
  const decrypter = new Decrypter();
  decrypter.addIdentity(keys[0]);
  process.stdout.write(await decrypter.decrypt(readFileSync(0), "uint8array"));
} else {
  throw new Error(`unknown command ${command}`);
}
