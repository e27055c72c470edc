// SPDX-License-Identifier: Apache-2.0
// Prints every age test vector of C2SP/CCTV as one JSON object: name to base64 of the file.
import * as vectors from "cctv-age";

const encoded = Object.entries(vectors).map(([name, bytes]) => [
  name,
  Buffer.from(bytes).toString("base64"),
]);
process.stdout.write(JSON.stringify(Object.fromEntries(encoded)));
