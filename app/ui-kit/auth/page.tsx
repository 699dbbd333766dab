import { AuthShell } from '@/lib/ui/shell/auth-shell';
import { Field } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { Button } from '@/lib/ui/primitives/button';
async function onLocale() { 'use server'; }
export default function Page() {
  return (<AuthShell title="Sign in" description="Accounts are made by invitation." locale="en" onLocale={onLocale} footer="Blindpair 0.1.0"><form className="flex flex-col gap-4"><Field id="e" label="E-mail address"><Input id="e" type="email" className="h-10" /></Field><Field id="p" label="Password"><Input id="p" type="password" className="h-10" /></Field><Button variant="primary" size="lg">Sign in</Button></form></AuthShell>);
}
