import { useState } from 'react';
import { Problem } from '../api/problem';
import { changeLanguage, useWords } from '../i18n';
import { setDark, darkNow } from '../app/theme';
import { useDesktop } from '../shared/media';
import { MergeScreen } from '../shared/edit/MergeScreen';
import { SaveLine } from '../shared/edit/SaveLine';
import { useEdit, type Read } from '../shared/edit/useEdit';
import EditableGrid from '../shared/grid/EditableGrid';
import type { GridRow } from '../shared/grid/types';
import RichTextView from '../shared/richtext/RichTextView';
import { SectionField } from '../shared/richtext/SectionField';
import { ANNEX, conflict, FORCES, LONG, PART } from './sample';

const stored: { current: Read<typeof PART> } = { current: { value: PART, etag: '3' } };

/** Every part with made-up content, as a plan's pages will use them. */
export function Parts() {
  const { lang } = useWords();
  const desktop = useDesktop();
  return (
    <div className={desktop ? 'app desk' : 'app phone'}>
      <main className="office wide" id="main">
        <header className="office-h">
          <div className="office-t">
            <h2 className="grow">Parts</h2>
            <button type="button" className="btn s" data-act="language" onClick={() => void changeLanguage(lang === 'vi' ? 'en' : 'vi')}>{lang}</button>
            <button type="button" className="btn s" data-act="theme" onClick={() => setDark(!darkNow())}>theme</button>
          </div>
        </header>
        <div className="office-b">
          <Section />
          <Annex />
          <Long />
        </div>
      </main>
    </div>
  );
}

function Section() {
  const edit = useEdit({
    address: '/parts/section', account: 'me', loaded: stored.current,
    save: (value, etag) => {
      if (etag === '3') return Promise.reject(new Problem(412, { type: '/problems/stale', detail: 'stale', conflict }));
      stored.current = { value, etag: '6' };
      return Promise.resolve(stored.current);
    },
  });
  if (!edit.value) return null;
  if (edit.conflict) {
    return <MergeScreen conflict={edit.conflict} mine={edit.value} saving={edit.saving} show={(value) => <RichTextView text={String(value)} />} onJoin={(choices) => void edit.join(choices)} onBack={edit.notYet} />;
  }
  const { value } = edit;
  return (
    <section className="block" data-part="section">
      <SaveLine edit={edit} onSave={() => void edit.save()} />
      <SectionField heading="I. Đặc điểm, tình hình" hint="Vị trí, địa hình, dân cư, những nơi đã bị sạt lở, ngập sâu." comments={2} onComments={() => {}} value={value.situation} onChange={(situation) => edit.set({ ...value, situation })} />
      <SectionField heading="II. Lực lượng, phương tiện" missing="Chưa có số điện thoại trực" comments={0} value={value.forces} onChange={(forces) => edit.set({ ...value, forces })} />
      <div data-part="view"><RichTextView text={value.situation} /></div>
      <pre data-part="kept" className="vh">{value.situation}</pre>
    </section>
  );
}

function Annex() {
  const [rows, setRows] = useState<readonly GridRow[]>(FORCES);
  return (
    <section className="block" data-part="annex">
      <h3>Phụ lục 3. Lực lượng xung kích</h3>
      <EditableGrid label="Phụ lục 3. Lực lượng xung kích" columns={ANNEX} rows={rows} onChange={setRows} errors={rows[1]?.phone === '0912345678' ? [{ row: 1, key: 'phone', words: 'Số này đã ghi cho người khác ở dòng 4.' }] : []} />
      <pre data-part="rows" className="vh">{JSON.stringify(rows)}</pre>
    </section>
  );
}

function Long() {
  const [rows, setRows] = useState<readonly GridRow[]>(LONG);
  return (
    <section className="block" data-part="long">
      <h3>Phụ lục 1. Danh sách hộ (600 dòng)</h3>
      <EditableGrid label="Phụ lục 1. Danh sách hộ" columns={ANNEX} rows={rows} onChange={setRows} />
    </section>
  );
}
