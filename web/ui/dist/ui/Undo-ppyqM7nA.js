import{$ as e,A as t,D as n,Dt as r,Et as i,G as a,St as o,T as s,X as c,_t as l,b as u,ct as d,et as f,ft as p,gt as m,kt as h,ot as g,rt as _,st as v,tt as y,ut as b,vt as x,w as S,wt as C,xt as w,yt as T,z as E}from"./index-apjZidOr.js";var D=s(`query JournalDay($range: DateRange!) {
  viewer {
    journal(range: $range, first: 100, order: ASC) {
      nodes {
        id
        date
        kind
        amount
        note
      }
    }
  }
}`),O=s(`query JournalBefore($first: Int!) {
  viewer {
    journal(first: $first) {
      pageInfo {
        hasNextPage
      }
      nodes {
        id
        date
        kind
        amount
        note
      }
    }
  }
}`),k=s(`mutation WriteDown($date: Date!, $kind: JournalKind!, $amount: Float, $note: String) {
  addJournalEntry(input: { date: $date, kind: $kind, amount: $amount, note: $note }) {
    journalEntry {
      id
    }
    userErrors {
      message
    }
  }
}`),A=s(`mutation TakeOut($id: ID!) {
  removeJournalEntry(input: { id: $id }) {
    removedJournalEntryId
    userErrors {
      message
    }
  }
}`),j=[{kind:`ALCOHOL`,name:`Alcohol`},{kind:`LATE_MEAL`,name:`Late meal`},{kind:`STRESS`,name:`Stress`,amounts:M(`a little`,`some`,`severe`)},{kind:`ILLNESS`,name:`Ill`,amounts:M(`a little`,`some`,`severe`)},{kind:`TRAVEL`,name:`Travel`},{kind:`INJURY`,name:`Injury`,amounts:M(`a little`,`some`,`severe`)},{kind:`MENSTRUATION`,name:`Menstruation`,amounts:M(`light`,`medium`,`strong`)}];function M(...e){return e.map((e,t)=>({value:t+1,name:e}))}function N({kind:e,amount:t,note:n}){return[j.find(t=>t.kind===e)?.name??(e===`NOTE`?``:e.toLowerCase().replaceAll(`_`,` `)),t===null?``:P(e,t),n??``].filter(Boolean).join(`, `)}function P(e,t){return e===`ALCOHOL`?`${u(t)} ${t===1?`drink`:`drinks`}`:e===`TRAVEL`?`${u(t)} h of time difference`:j.find(t=>t.kind===e)?.amounts?.find(({value:e})=>e===Math.round(t))?.name??u(t)}var F=class{#e=o();get last(){return b(this.#e)}set last(e){w(this.#e,e)}#t=o();get problem(){return b(this.#t)}set problem(e){w(this.#t,e,!0)}#n=o(!1);get working(){return b(this.#n)}set working(e){w(this.#n,e,!0)}async add(e,t,{amount:r=null,note:i=null}={}){await this.#r(async()=>{let{data:a,problem:o}=await n(k,{date:e,kind:t,amount:r,note:i}),s=a?.addJournalEntry.journalEntry?.id;if(this.problem=o?.text??a?.addJournalEntry.userErrors[0]?.message,!s)return;let c={id:s,date:e,kind:t,amount:r,note:i};this.last={text:`${N(c)}: written down.`,undo:()=>this.remove(c,!1)}})}async remove(e,t=!0){await this.#r(async()=>{let{data:r,problem:i}=await n(A,{id:e.id});if(this.problem=i?.text??r?.removeJournalEntry.userErrors[0]?.message,!r?.removeJournalEntry.removedJournalEntryId)return;let{date:a,kind:o,amount:s,note:c}=e;this.last=t?{text:`${N(e)}: taken out.`,undo:()=>this.add(a,o,{amount:s,note:c})}:void 0})}async#r(e){this.working=!0,await e(),this.working=!1,t.changed()}},I=_(`<span class="visually-hidden">, one more drink</span>`),L=_(`<button type="button"><span class="sign svelte-20646b"><!></span> <!></button>`),R=_(`<div class="chips svelte-20646b" role="group" aria-label="What there was"></div>`);function z(t,n){r(n,!0);let o=e=>n.entries.filter(t=>t.kind===e),s=C(()=>o(`ALCOHOL`).reduce((e,{amount:t})=>e+(t??1),0));function l(e){let t=o(e).at(-1);e===`ALCOHOL`?n.writer.add(n.date,e,{amount:1}):t?n.writer.remove(t):n.writer.add(n.date,e)}var u=R();c(u,21,()=>j,({kind:e,name:t})=>e,(t,r)=>{let i=()=>b(r).kind,c=()=>b(r).name,u=C(()=>o(i()).length>0);var _=L();let v;var x=m(_),w=m(x),D=e=>{S(e,{name:`check`,size:16})},O=e=>{var t=g();p(()=>f(t,b(s))),y(e,t)},k=e=>{var t=g(`+`);y(e,t)};e(w,e=>{b(u)&&i()!==`ALCOHOL`?e(D):i()===`ALCOHOL`&&b(s)>0?e(O,1):e(k,-1)}),h(x);var A=T(x),j=T(A),M=e=>{var t=I();y(e,t)};e(j,e=>{i()===`ALCOHOL`&&e(M)}),h(_),p(()=>{E(_,`aria-pressed`,i()===`ALCOHOL`?void 0:b(u)),_.disabled=n.writer.working,v=a(_,1,`svelte-20646b`,null,v,{there:b(u)}),f(A,` ${c()??``}`)}),d(`click`,_,()=>l(i())),y(t,_)}),h(u),y(t,u),i()}v([`click`]);var B=_(`<span class="wrong svelte-1ai1dus"> </span>`),V=_(`<span class="quiet"> </span> <button type="button" class="link svelte-1ai1dus">Undo</button>`,1),H=_(`<div class="line small svelte-1ai1dus" role="status"><!></div>`);function U(t,n){r(n,!0);var a=H(),o=m(a),s=e=>{var t=B(),r=x(t,!0);p(()=>f(r,n.writer.problem)),y(e,t)},c=e=>{var t=V(),r=l(t),i=x(r,!0),a=T(r,2);p(()=>{f(i,n.writer.last.text),a.disabled=n.writer.working}),d(`click`,a,()=>n.writer.last?.undo()),y(e,t)};e(o,e=>{n.writer.problem?e(s):n.writer.last&&e(c,1)}),h(a),y(t,a),i()}v([`click`]);export{N as a,j as i,z as n,O as o,F as r,D as s,U as t};