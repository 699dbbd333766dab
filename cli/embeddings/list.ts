import { Command } from 'commander';
import { listImported } from '@/lib/features/encoding/list-imported';
import { withInstance } from '../lib/open';
import { findProject } from '../lib/project';

export const listCommand = (): Command =>
  new Command('list')
    .description('Encoders of which a project has imported embeddings.')
    .option('--project <slug>', 'the project (default: the only one)')
    .option('--json', 'print as JSON')
    .action(async (options: { project?: string; json?: boolean }) => {
      await withInstance('command line', async ({ ctx }) => {
        const project = await findProject(ctx, options.project);
        const rows = await listImported(ctx, project.id);
        if (options.json) return console.log(JSON.stringify(rows, null, 2));
        if (rows.length === 0) return console.log('No embeddings were imported.');
        for (const { key, role, dimensions, embedded, images } of rows) {
          console.log(
            `${key.encoderId}  ${role}  ${dimensions} numbers  ${embedded} of ${images} images  weights ${key.weightsHash.slice(0, 12)}  preprocessing ${key.preprocessing}`,
          );
        }
      });
    });
