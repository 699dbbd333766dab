'use client';
import { useState } from 'react';
import { Plus, Trash2, Images, Play } from 'lucide-react';
import { Button } from '@/lib/ui/primitives/button';
import { IconButton } from '@/lib/ui/primitives/icon-button';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { Textarea } from '@/lib/ui/primitives/textarea';
import { Select } from '@/lib/ui/primitives/select';
import { Checkbox } from '@/lib/ui/primitives/checkbox';
import { Switch } from '@/lib/ui/primitives/switch';
import { RadioCards } from '@/lib/ui/primitives/radio-cards';
import { Dialog, DialogClose } from '@/lib/ui/primitives/dialog';
import { Popover } from '@/lib/ui/primitives/popover';
import { Menu, MenuItem, MenuSeparator } from '@/lib/ui/primitives/menu';
import { Tabs } from '@/lib/ui/primitives/tabs';
import { toast } from '@/lib/ui/primitives/toast';
import { Status, Badge } from '@/lib/ui/primitives/status';
import { PairStatusLabel } from '@/lib/ui/primitives/pair-status';
import { PAIR_STATUSES } from '@/lib/domain/item-lifecycle';
import { PATTERNS } from '@/lib/domain/patterns';
import { PatternLabel } from '@/lib/ui/primitives/pattern-label';
import { Progress } from '@/lib/ui/primitives/progress';
import { SkeletonRows } from '@/lib/ui/primitives/skeleton';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { ErrorSummary } from '@/lib/ui/primitives/error-summary';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { Pagination } from '@/lib/ui/primitives/pagination';
import { Kbd } from '@/lib/ui/primitives/kbd';
import { Section } from '@/lib/ui/primitives/section';
import { Stat, StatRow } from '@/lib/ui/primitives/stat';
import { IntervalValue } from '@/lib/ui/primitives/interval-value';
import { Callout } from '@/lib/ui/primitives/callout';
import { CopyButton } from '@/lib/ui/primitives/copy-button';
import { FileDrop } from '@/lib/ui/primitives/file-drop';
import { LinkTabs } from '@/lib/ui/primitives/link-tabs';
import { RelativeTime, DateTime } from '@/lib/ui/primitives/time';
import { Figure } from '@/lib/ui/charts/figure';
import { IntervalPlot } from '@/lib/ui/charts/interval-plot';
import { CosineScatter } from '@/lib/ui/charts/cosine-scatter';
import { Histogram } from '@/lib/ui/charts/histogram';
import { PipelineStrip } from '@/lib/ui/charts/pipeline-strip';

let s = 7; const r = () => (s = (s * 16807) % 2147483647) / 2147483647;
const gauss = () => (r() + r() + r() + r() - 2) / 1.2;
const pts = Array.from({ length: 2500 }, (_, i) => { const sem = Math.min(0.995, 0.8 + gauss() * 0.12); return { id: String(i), label: `pair ${i}`, semantic: sem, visual: Math.min(0.99, 0.55 + (sem - 0.8) * 1.4 + gauss() * 0.25) }; });
const bins = Array.from({ length: 30 }, (_, i) => ({ from: 0.4 + i * 0.02, to: 0.42 + i * 0.02, count: pts.filter((p) => p.semantic >= 0.4 + i * 0.02 && p.semantic < 0.42 + i * 0.02).length }));
const rows = [
  { id: 'h', label: 'People', group: 'people', value: 0.957, low: 0.907, high: 0.977, n: '4 raters × 150 pairs', kind: 'people' as const },
  { id: 'a', label: 'Gemini', group: 'models', value: 0.407, low: 0.331, high: 0.487, kind: 'model' as const, modelIndex: 0 },
  { id: 'b', label: 'GPT-4V', group: 'models', value: 0.387, low: 0.312, high: 0.467, kind: 'model' as const, modelIndex: 1 },
  { id: 'c', label: 'LLaVA-1.5', group: 'models', value: 0.247, low: 0.185, high: 0.321, kind: 'model' as const, modelIndex: 2 },
  { id: 'd', label: 'InstructBLIP', group: 'models', value: 0.167, low: 0.116, high: 0.235, kind: 'model' as const, modelIndex: 3 },
  { id: 'e', label: 'Semantic encoder', group: 'enc', value: 0.2, low: 0.14, high: 0.275, kind: 'semantic' as const },
];
export function Demo() {
  const [on, setOn] = useState(true); const [files, setFiles] = useState<File[]>([new File(['x'.repeat(120000)], 'harbour-at-dawn.jpg'), new File(['x'.repeat(2400000)], 'harbour-at-dusk.jpg')]); const [opt, setOpt] = useState<string | null>('a');
  return (<>
    <Section id="pl"><PipelineStrip label="Pipeline" stages={[{ id: '1', label: 'Images', count: 2410, href: '#' }, { id: '2', label: 'Pairs', count: 412, href: '#', waiting: 9, waitingLabel: '9 free to claim' }, { id: '3', label: 'Drafts', count: 12, href: '#', waiting: 2, waitingLabel: '2 are mine' }, { id: '4', label: 'In review', count: 5, href: '#' }, { id: '5', label: 'Approved', count: 61, href: '#' }, { id: '6', label: 'Measured', count: 48, href: '#' }, { id: '7', label: 'Checked', count: 44, href: '#' }, { id: '8', label: 'Released', count: 0, href: '#' }]} /></Section>
    <Section id="st" title="Numbers"><StatRow><Stat label="Pair accuracy" value={<IntervalValue estimate={0.957} low={0.907} high={0.977} />} n="n = 150 pairs" definition="Both items right" tone="people" /><Stat label="Item accuracy" value="97.8" unit="%" n="n = 300 items" /><Stat label="Semantic cosine" value=".963" tone="semantic" /><Stat label="Visual cosine" value=".412" tone="visual" hint="threshold .600" /></StatRow></Section>
    <Section id="f1" title="Figures" aside="Pair accuracy: both items of a pair right. Crossed bootstrap over raters and pairs, 2,000 draws.">
      <Figure id="fig-1" title="People see what models do not" note="Pair accuracy with 95 % intervals. n = 150 pairs." csv={{ filename: 'pair-accuracy.csv', header: ['who', 'estimate', 'low', 'high'], rows: rows.map((x) => [x.label, x.value, x.low, x.high]) }}><IntervalPlot label="Pair accuracy" rows={rows} groups={[{ id: 'people', label: 'People' }, { id: 'models', label: 'Models' }, { id: 'enc', label: 'Encoders' }]} chance={0.25} chanceLabel="chance 25 %" axisLabel="Pair accuracy" /></Figure>
    </Section>
    <Section id="f2"><div className="grid gap-8 xl:grid-cols-2"><Figure id="fig-2" title="Where the encoders disagree" csv={{ filename: 'pairs.csv', header: ['pair', 'semantic', 'visual'], rows: pts.map((p) => [p.id, p.semantic, p.visual]) }}><CosineScatter label="Cosines" points={pts} semanticMin={0.95} visualMax={0.6} xLabel="semantic cosine" yLabel="visual cosine" minedLabel="CLIP-blind pairs" /></Figure>
      <Figure id="fig-3" title="Semantic cosine of all pairs" csv={{ filename: 'hist.csv', header: ['from', 'to', 'count'], rows: bins.map((b) => [b.from, b.to, b.count]) }}><Histogram label="Histogram" bins={bins} threshold={0.95} thresholdLabel="threshold .950" side="above" kind="semantic" axisLabel="semantic cosine" countLabel="pairs" /></Figure></div></Section>
    <Section id="tb" title="Tables" action={<Button size="sm" icon={<Plus />}>Add</Button>}>
      <LinkTabs label="Views" items={[{ href: '#a', label: 'All', count: 412, current: true }, { href: '#b', label: 'Free', count: 9 }, { href: '#c', label: 'Mine', count: 2 }]} />
      <div className="pt-3"><DataTable caption="Pairs" hideCaption rowKey={(x) => x.id} rows={PATTERNS.slice(0, 5).map((p, i) => ({ id: p.id, i }))} columns={[{ key: 'n', header: 'Pair', cell: (x) => <span className="num">{String(400 + x.i).padStart(4, '0')}</span> }, { key: 'p', header: 'Pattern', cell: (x) => <PatternLabel pattern={x.id} withDefinition /> }, { key: 's', header: 'Semantic', numeric: true, sort: { href: '#s', direction: 'desc' }, cell: (x) => `.9${71 - x.i}` }, { key: 'v', header: 'Visual', numeric: true, sort: { href: '#v' }, cell: (x) => `.4${12 + x.i}` }, { key: 'st', header: 'Status', cell: (x) => <PairStatusLabel status={PAIR_STATUSES[x.i * 2] ?? 'MINED'} /> }, { key: 't', header: 'Updated', cell: () => <RelativeTime iso="2026-11-23T20:00:00Z" /> }]} /></div>
      <Pagination label="Pages" previousHref="#p" nextHref="#n" previousLabel="Previous" nextLabel="Next" summary="1–50 of 412" />
    </Section>
    <Section id="bt" title="Buttons"><div className="flex flex-wrap items-center gap-2"><Button variant="primary" icon={<Play />}>Start mining</Button><Button>Cancel</Button><Button variant="ghost">More</Button><Button variant="danger" icon={<Trash2 />}>Delete</Button><Button loading loadingLabel="Saving…">Save</Button><Button variant="primary" disabled>Disabled</Button><IconButton label="Delete" icon={<Trash2 />} shortcut="D" /><CopyButton text="x" /><Kbd>J</Kbd><Badge>v1.2</Badge>
      <Dialog trigger={<Button>Dialog</Button>} title="Reject this pair" description="It can be taken back for a day." footer={<><DialogClose asChild><Button>Cancel</Button></DialogClose><Button variant="primary">Reject</Button></>}>Body</Dialog>
      <Popover trigger={<Button>Popover</Button>} label="Filters">Filters</Popover><Menu trigger={<Button>Menu</Button>} label="Actions"><MenuItem icon={<Plus />} shortcut="A">Add</MenuItem><MenuSeparator /><MenuItem danger>Delete</MenuItem></Menu>
      <Button onClick={() => toast({ title: 'Pair 0412 rejected', description: 'It is back in the queue when you undo.', undo: () => undefined })}>Toast</Button></div>
      <div className="mt-4 flex flex-wrap gap-x-6 gap-y-2">{PAIR_STATUSES.map((x) => <PairStatusLabel key={x} status={x} />)}<Status tone="warning">Worker offline</Status></div></Section>
    <Section id="fm" title="Forms"><div className="grid max-w-2xl gap-5">
      <ErrorSummary title="There is a problem" errors={[{ fieldId: 'q', message: 'Write the question as one sentence' }]} />
      <Field id="q" label="Question" hint="The same for both pictures; its answer differs." error="Write the question as one sentence"><Textarea id="q" {...fieldAria({ id: 'q', hint: 'x', error: 'y' })} placeholder="Is the gate open or closed?" /></Field>
      <Field id="w" label="Raters" optional="optional"><Input id="w" width="number" defaultValue="12" /></Field>
      <Field id="sl" label="Licence"><Select id="sl" className="max-w-60"><option>CC BY 4.0</option><option>CC0</option></Select></Field>
      <RadioCards name="opt" legend="Which option is right for A?" columns={2} value={opt} onChange={setOpt} options={[{ value: 'a', label: 'Open' }, { value: 'b', label: 'Closed', hint: 'B gets the other' }]} />
      <RadioCards name="lg" size="lg" legend="Is the gate open or closed?" columns={2} defaultValue="a" options={[{ value: 'a', label: 'Open' }, { value: 'b', label: 'Closed' }]} />
      <Checkbox id="cb" label="Photos are mine or free to use" hint="Source and licence are stored with each." /><Switch id="sw" label="Import by address" checked={on} onCheckedChange={setOn} />
      <FileDrop id="fd" name="files" label="Photographs" hint="JPEG, PNG, WebP, AVIF or one zip." multiple directory files={files} onFiles={setFiles} />
      <Progress value={120} max={300} label="Encoding" valueText="120 of 300 images" showValue /></div></Section>
    <Section id="cl" title="Messages"><div className="grid max-w-2xl gap-3"><Callout tone="info" title="All pairs are leased until 14:05">Come back then, or review in the meantime.</Callout><Callout tone="warning">Fewer than 5 raters: the interval is too narrow.</Callout><Callout tone="danger" title="Majority against the key" action={<Button size="sm">Open</Button>}>Three of four raters answered the other way.</Callout><Callout tone="ok">All checks passed.</Callout></div></Section>
    <Section id="em" title="Nothing yet"><EmptyState icon={<Images />} title="No images yet" description="Add photographs, a folder or a zip. Both encoders look at them next." action={<Button icon={<Plus />}>Add images</Button>} /></Section>
    <Section id="tt"><Tabs label="Kinds" tabs={[{ value: 'a', label: 'People', count: 4, content: <SkeletonRows rows={3} columns={4} /> }, { value: 'b', label: 'Models', content: <DateTime iso="2026-11-23T20:00:00Z" /> }]} /></Section>
  </>);
}
