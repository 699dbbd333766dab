import { stat } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { catalogueEntry } from '@/lib/domain/catalogue';
import { PRESET_MEANING, PRESET_NAMES } from '@/lib/domain/catalogue/presets';
import { ENCODER_ROLES, POOLINGS } from '@/lib/domain/encoders';
import { AppError } from '@/lib/domain/errors';
import { env } from '@/lib/infra/env';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { addEncoder, type Added } from '@/lib/infra/models/add';
import { addInput, type AddOptions } from './add-options';

export const addCommand = (): Command =>
  new Command('add')
    .description('Registers your own ONNX file as an encoder, after running it.')
    .argument('<file>', 'the graph; weights that it names beside itself are taken along')
    .option(
      '--like <id>',
      'id, role, preprocessing, licence as in the catalogue, for an export of it',
    )
    .option('--id <id>', 'lower-case words joined by hyphens (default: the name of the file)')
    .addOption(
      new Option('--role <role>', 'trained with text, or on images alone').choices(ENCODER_ROLES),
    )
    .option('--name <name>', 'shown to people (default: the id)')
    .option('--licence <text>', 'of the weights')
    .option('--notes <text>', 'whatever others should know')
    .addOption(new Option('--preprocessing <preset>', 'see below').choices(PRESET_NAMES))
    .option('--size <pixels>', 'pixels per side (default: as the graph says)')
    .option('--resize <how>', 'own steps: FILTER:SHORTER or FILTER:WIDTHxHEIGHT, e.g. bicubic:256')
    .option('--mean <r,g,b>', 'own steps: subtracted after dividing by 255')
    .option('--std <r,g,b>', 'own steps: what is left is divided by this')
    .option('--input <name>', 'the input that takes the image')
    .option(
      '--output <name>',
      'the output to embed with; an intermediate tensor must be declared as one',
    )
    .addOption(
      new Option('--pooling <how>', 'tokens: first or mean; a feature map: positions').choices(
        POOLINGS,
      ),
    )
    .option('--data-file <path...>', 'weights of the graph that lie elsewhere')
    .option('--text <file>', 'the text tower; the same file where one graph holds both')
    .option('--tokenizer <file>', 'its tokenizer.json')
    .option('--context-length <n>', 'tokens per sentence')
    .option('--pad-token <token>', 'fills short sentences')
    .option('--text-input <name>', 'the input that takes the tokens')
    .option('--text-output <name>', 'the output with the text embedding')
    .option('--logit-scale <factor>', 'on the cosine, as trained')
    .option('--json', 'print the description as JSON')
    .addHelpText(
      'after',
      `
Presets
${PRESET_NAMES.map((name) => `  ${name.padEnd(11)} ${PRESET_MEANING[name]}`).join('\n')}

The graph is run on generated images first; what does not fit is said with a list of its inputs and
outputs. Weights are copied into the models folder and pinned by SHA-256.

Examples
  $ blindpair models add exported/model.onnx --like metaclip-vit-l14-224
  $ blindpair models add resnet.onnx --role visual --output features --pooling positions \\
      --preprocessing imagenet --licence MIT
  $ blindpair models add mine.onnx --role visual --resize bilinear:256 --size 224 \\
      --mean 0.45,0.45,0.42 --std 0.22,0.22,0.22 --licence "not published"`,
    )
    .action(async (file: string, options: AddOptions & { json?: boolean }) => {
      const like = options.like === undefined ? undefined : catalogueEntry(options.like);
      if (options.like !== undefined && !like) {
        throw new AppError('not-found', `The catalogue has no encoder "${options.like}".`);
      }
      await requireFile(file);
      const taken = await installedEncoders().ids();
      const added = await addEncoder({
        ...addInput(file, options, like),
        folder: env().modelsDir,
        taken,
      });
      if (options.json) return console.log(JSON.stringify(added.description, null, 2));
      report(added);
    });

/** Before anything is asked about it. */
async function requireFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new AppError('not-found', `There is no file "${path}". Check the path.`);
  if (found.isFile()) return;
  throw new AppError('invalid', `"${path}" is a folder. Name the .onnx file in it.`);
}

function report({ description, found }: Added): void {
  const { id, role, dimensions, image, text } = description;
  console.log(found);
  console.log(
    `${id}  installed as a ${role} encoder: ${dimensions} numbers from "${image.embedding.output}" (pooling ${image.embedding.pooling}), ` +
      `${image.preprocessing.crop} x ${image.preprocessing.crop} pixels, preprocessing ${image.preprocessing.version}` +
      `${image.tokens ? `, patch tokens ${image.tokens.rows} x ${image.tokens.columns}` : ', no patch tokens'}` +
      `${text ? `, text of ${text.contextLength} tokens` : ''}.`,
  );
}
