import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { samplePhotograph } from '@/lib/infra/images/sample';

export async function writePhotographs(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let k = 0; k < count; k += 1) {
    await writeFile(join(folder, `${String(k).padStart(4, '0')}.jpg`), await samplePhotograph(k));
  }
}

export async function readPhotographs(folder: string): Promise<Buffer[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map((name) => readFile(join(folder, name))));
}
