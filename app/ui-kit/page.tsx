import { AppShell } from '@/lib/ui/shell/app-shell';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { Demo } from './demo';
import { ClientMessages } from '@/lib/ui/i18n/client-messages';
async function onLocale() { 'use server'; }
export default function Page() {
  return (
    <AppShell homeHref="/ui-kit" locale="en" onLocale={onLocale} signOutHref="/x" settingsHref="/settings" user={{ name: 'Maya Okafor', email: 'maya@example.org', role: 'Reviewer' }} projects={[{ slug: 'a', name: 'Harbour and street', href: '/ui-kit' }, { slug: 'b', name: 'Rendered scenes', href: '/b' }]} currentProject="a" allProjects={{ href: '/', label: 'All projects' }}
      nav={[{ items: [{ href: '/ui-kit', label: 'Home', icon: 'home' }] }, { label: 'Build', items: [{ href: '/i', label: 'Images', icon: 'images' }, { href: '/p1', label: 'Pairs', icon: 'pairs' }, { href: '/be', label: 'Bench', icon: 'bench', count: 2, countLabel: '2 drafts of mine' }, { href: '/r', label: 'Review', icon: 'review', count: 5 }] }, { label: 'Measure', items: [{ href: '/s', label: 'Studies', icon: 'studies' }, { href: '/c', label: 'Checks', icon: 'checks' }, { href: '/rl', label: 'Releases', icon: 'releases' }, { href: '/rs', label: 'Results', icon: 'results' }] }, { label: 'Run', items: [{ href: '/pp', label: 'People', icon: 'people' }, { href: '/j', label: 'Jobs', icon: 'jobs' }, { href: '/a', label: 'Audit', icon: 'audit' }] }]}>
      <PageHeader title="Harbour and street" description="Pairs of photographs that the semantic encoder cannot tell apart." action={<LinkButton href="#" variant="primary">Continue pair 0412</LinkButton>} breadcrumbs={[{ label: 'Projects', href: '/' }, { label: 'Harbour and street' }]} meta={<><span>Mined 23 Nov 2026</span><span className="num">412 pairs</span></>} />
      <ClientMessages only={['common','shell','patterns']}><Demo /></ClientMessages>
    </AppShell>
  );
}
