import { RaterShell } from '@/lib/ui/shell/rater-shell';
import { RadioCards } from '@/lib/ui/primitives/radio-cards';
import { ImageFrame } from '@/lib/ui/primitives/image-frame';
export default function Page() {
  return (<RaterShell progress={{ value: 12, max: 40, label: 'Progress' }} end="Pause"><ImageFrame src="/logo.svg" alt="The picture" width={400} height={400} className="min-h-72 flex-1" /><div className="mx-auto w-full max-w-xl p-4"><h1 className="sr-only">Trial</h1><RadioCards name="x" size="lg" columns={2} legend="Is the gate open or closed?" options={[{ value: 'a', label: 'Open' }, { value: 'b', label: 'Closed' }]} /></div></RaterShell>);
}
