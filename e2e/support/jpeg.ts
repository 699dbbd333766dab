/** Names of the segments of a JPEG file before its picture data: ITU-T T.81, annex B. */
export function jpegSegments(file: Buffer): string[] {
  const names: string[] = [];
  for (let at = 2; at + 4 <= file.length;) {
    if (file[at] !== 0xff) throw new Error(`No marker at byte ${at} of a JPEG.`);
    const marker = file[at + 1] ?? 0;
    const length = file.readUInt16BE(at + 2);
    const label = file.toString('latin1', at + 4, at + 4 + Math.min(length - 2, 12));
    names.push(nameOf(marker, label));
    if (marker === 0xda) return names;
    at += 2 + length;
  }
  throw new Error('A JPEG without picture data.');
}

/** Application segments carry whatever a program likes, and say what in their first bytes. */
function nameOf(marker: number, label: string): string {
  if (marker === 0xfe) return 'comment';
  if (marker >= 0xe0 && marker <= 0xef) {
    return `APP${marker - 0xe0} ${label.slice(0, label.indexOf('\0'))}`;
  }
  return 'coding';
}
