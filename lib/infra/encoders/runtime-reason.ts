/** `/source/file.cc:12 type Class::function(types)`, with which onnxruntime says where it failed. */
const SOURCE = /\/\S+\.(?:cc|h):\d+ [^)]*\) /g;
const LOADING = /^Load model from .*? failed:\s*/;

/** What onnxruntime says, on one line and without places in its own source and paths of this machine. */
export function plainReason(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  const plain = said.replace(LOADING, '').replace(SOURCE, '').replace(/\s+/g, ' ').trim();
  return /[.!?]$/.test(plain) ? plain : `${plain}.`;
}
