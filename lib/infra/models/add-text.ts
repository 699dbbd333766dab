/** The text tower of somebody's own encoder. */
import type { TextTower } from '@/lib/domain/encoders';
import { embeddingOutput, fillersFor, refuse, textInput } from '../encoders/choose-ports';
import { listed, portsOf } from '../encoders/ports';
import { dataBeside, described, ownFile, type OwnFile } from './own-files';
import { withGraph } from './own-graph';
import { tokenNumber } from './pad-token';

export interface AddText {
  /** The graph; the image's own where one graph holds both towers. */
  path: string;
  data?: readonly string[] | undefined;
  /** A `tokenizer.json`. */
  tokenizer: string;
  /** Tokens per sentence; the graph's where it has a fixed number. */
  contextLength?: number | undefined;
  padToken?: string | undefined;
  input?: string | undefined;
  output?: string | undefined;
  logitScale?: number | undefined;
}

const MASK = 'attention_mask';
const PAD_TOKENS = ['<|endoftext|>', '<pad>', '[PAD]', '</s>'];

export async function addText(
  id: string,
  given: AddText,
  crop: number,
): Promise<{ text: TextTower; files: OwnFile[] }> {
  const graph = await ownFile(id, given.path);
  const data = await dataBeside(id, given.path, given.data);
  const tokenizer = await ownFile(id, given.tokenizer);
  const padTokenId = await tokenNumber(
    given.tokenizer,
    given.padToken ? [given.padToken] : PAD_TOKENS,
  );
  return withGraph(given.path, async (session) => {
    const ports = portsOf(session);
    const input = textInput(ports, given.input);
    const output = embeddingOutput(ports, given.output, '--text-output', [
      'text_embeds',
      'pooler_output',
    ]);
    const fixed = Number(input.shape[1]) || 0;
    const length = given.contextLength ?? fixed;
    if (fixed > 0 && fixed !== length) {
      throw refuse(`The text graph takes ${fixed} tokens, not ${length}: ${listed([input])}.`);
    }
    if (length < 3) {
      throw refuse(
        'The text graph takes any number of tokens. Say with --context-length how many.',
      );
    }
    const asksMask = ports.inputs.some(({ name }) => name === MASK);
    const fillers = fillersFor(ports, [input.name, ...(asksMask ? [MASK] : [])], crop);
    const text: TextTower = {
      ...described(graph),
      ...(data.length > 0 && { data: data.map(described) }),
      ...(fillers.length > 0 && { fillers }),
      input: input.name,
      ...(asksMask && { attentionMask: MASK }),
      output: output.name,
      tokenizer: described(tokenizer),
      contextLength: length,
      padTokenId,
      ...(given.logitScale && { logitScale: given.logitScale }),
    };
    return { text, files: [graph, ...data, tokenizer] };
  });
}
