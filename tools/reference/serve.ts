/** Makes of each file in one folder the JPEG that Blindpair would serve: see image_processors.py. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { normaliseImage } from '../../lib/infra/images/normalise';

const [from = '', to = ''] = process.argv.slice(2);
await mkdir(to, { recursive: true });
for (const name of await readdir(from)) {
  const result = await normaliseImage(await readFile(join(from, name)), 100);
  if ('refused' in result) throw new Error(`${name}: ${result.refused.code}`);
  await writeFile(join(to, `${parse(name).name}.jpg`), result.image.served.data);
}
