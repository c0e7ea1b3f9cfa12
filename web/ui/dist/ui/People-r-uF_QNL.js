import{$ as e,A as t,C as n,D as r,Dt as i,E as a,Et as o,I as s,N as c,Ot as l,R as u,St as d,T as f,V as p,X as m,_t as h,b as g,c as _,ct as v,et as y,ft as b,g as x,gt as S,h as C,jt as w,kt as T,lt as E,rt as D,st as O,t as k,tt as A,ut as j,vt as M,wt as N,xt as P,yt as F}from"./index-apjZidOr.js";import{t as I}from"./Card-CmTyoSix.js";var L=f(`query People($search: String, $after: String, $before: String, $first: Int, $last: Int) {
  users(search: $search, first: $first, after: $after, last: $last, before: $before) {
    totalCount
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
    nodes {
      id
      externalId
      displayName
      timeZone
      createdAt
      polarAccount {
        status
        lastSyncedAt
      }
    }
  }
}`),R=f(`mutation CreatePerson($externalId: String!, $displayName: String) {
  createUser(input: { externalId: $externalId, displayName: $displayName }) {
    user {
      id
    }
    userErrors {
      code
      message
    }
  }
}`),z=D(`<p class="wrong svelte-1ene32a" role="alert"> </p>`),B=D(`<button type="button" class="primary">New person</button> <dialog aria-labelledby="new-person" closedby="any" class="svelte-1ene32a"><form class="svelte-1ene32a"><h2 id="new-person">New person</h2> <label for="new-external" class="svelte-1ene32a">External id, by which your application knows the person</label> <input id="new-external" required="" maxlength="200" autocomplete="off" spellcheck="false"/> <label for="new-name" class="svelte-1ene32a">Name</label> <input id="new-name" maxlength="100" autocomplete="off"/> <!> <div class="svelte-1ene32a"><button type="button">Cancel</button> <button type="submit" class="primary">Make the account</button></div></form></dialog>`,1);function V(n,a){i(a,!0);let f=d(void 0),p=d(``),m=d(``),g=d(void 0);function _(){(e=>{var t=w(e,3);P(p,t[0],!0),P(m,t[1],!0),P(g,t[2],!0)})([``,``,void 0]),j(f)?.showModal()}async function x(e){e.preventDefault();let{data:n,problem:i}=await r(R,{externalId:j(p),displayName:j(m).trim()||null});P(g,i?.text??n?.createUser.userErrors[0]?.message,!0),j(g)||(t.changed(),j(f)?.close())}var C=B(),D=h(C),O=F(D,2),k=S(O),N=F(S(k),4);u(N);var I=F(N,4);u(I);var L=F(I,2),V=e=>{var t=z(),n=M(t,!0);b(()=>y(n,j(g))),A(e,t)};e(L,e=>{j(g)&&e(V)});var H=F(L,2),U=S(H);l(2),T(H),T(k),T(O),c(O,e=>P(f,e),()=>j(f)),v(`click`,D,_),E(`submit`,k,x),s(N,()=>j(p),e=>P(p,e)),s(I,()=>j(m),e=>P(m,e)),v(`click`,U,()=>j(f)?.close()),A(n,C),o()}O([`click`]);var H=D(`<small class="svelte-8531t4"> </small>`),U=D(`<li class="svelte-8531t4"><div class="svelte-8531t4"><strong class="svelte-8531t4"> </strong> <small class="svelte-8531t4"> </small></div> <span class="state svelte-8531t4"> <!></span></li>`),W=D(`<li class="quiet svelte-8531t4">Nobody.</li>`),G=D(`<div class="pages svelte-8531t4"><button type="button">Before</button> <button type="button">After</button></div>`),K=D(`<ul class="svelte-8531t4"></ul> <!>`,1),q=D(`<h1>People</h1> <div class="stack svelte-8531t4"><div class="top svelte-8531t4"><label class="visually-hidden" for="people-search">Search by name or external id</label> <input id="people-search" type="search" placeholder="Name or external id" class="svelte-8531t4"/> <!></div> <!></div>`,1);function J(r,s){i(s,!0);let c=k(),l=N(()=>x.query.get(`search`)??``),d=N(()=>[x.query.get(`after`),x.query.get(`before`)]),f=N(()=>w(j(d),2)),E=N(()=>j(f)[0]),D=N(()=>j(f)[1]),O=a(L,()=>({search:j(l)||null,after:j(E),before:j(D),first:j(D)?null:25,last:j(D)?25:null}),{keep:!0}),P=N(()=>O.data?.users),R=N(()=>j(D)!==null||j(P)?.pageInfo.hasNextPage),z=N(()=>j(E)!==null||j(D)!==null&&j(P)?.pageInfo.hasPreviousPage),B={ACTIVE:`connected`,CONSENT_MISSING:`consent missing`,REVOKED:`has to connect again`};function J(e){let t=new URLSearchParams(Object.entries(e).filter(([,e])=>e!==``));x.go(`/operator/people${t.size>0?`?${t}`:``}`,{replace:!0})}var Y=q(),X=F(h(Y),2),Z=S(X),Q=F(S(Z),2);u(Q),V(F(Q,2),{}),T(Z);var $=F(Z,2),ee=t=>{{let n=N(()=>j(l)?`Found for “${j(l)}”`:`Everybody`),r=N(()=>g(j(P).totalCount));I(t,{get title(){return j(n)},get note(){return j(r)},children:(t,n)=>{var r=K(),i=h(r);m(i,21,()=>j(P).nodes,({id:e,displayName:t,externalId:n,timeZone:r,createdAt:i,polarAccount:a})=>e,(t,n)=>{let r=()=>j(n).displayName,i=()=>j(n).externalId,a=()=>j(n).timeZone,o=()=>j(n).createdAt,s=()=>j(n).polarAccount;var l=U(),u=S(l),d=S(u),f=M(d,!0),p=F(d,2),m=M(p,!0);T(u);var h=F(u,2),g=S(h),v=F(g),x=e=>{var t=H(),n=M(t);b(e=>y(n,`synced ${e??``}`),[()=>_(s().lastSyncedAt,c.timeZone)]),A(e,t)};e(v,e=>{s()?.lastSyncedAt&&e(x)}),T(h),T(l),b(e=>{y(f,r()??i()??`No name`),y(m,e),y(g,`${(s()?B[s().status]:`not connected`)??``} `)},[()=>[r()&&i(),a(),`here since ${_(o(),c.timeZone)}`].filter(Boolean).join(` · `)]),A(t,l)},e=>{var t=W();A(e,t)}),T(i);var a=F(i,2),o=e=>{var t=G(),n=S(t),r=F(n,2);T(t),b(()=>{n.disabled=!j(z),r.disabled=!j(R)}),v(`click`,n,()=>J({search:j(l),before:j(P).pageInfo.startCursor??``})),v(`click`,r,()=>J({search:j(l),after:j(P).pageInfo.endCursor??``})),A(e,t)};e(a,e=>{(j(R)||j(z))&&e(o)}),A(t,r)},$$slots:{default:!0}})}},te=e=>{n(e,{kind:`problem`,get problem(){return O.problem},get retry(){return t.changed}})},ne=e=>{C(e,{height:`30rem`})};e($,e=>{j(P)?e(ee):O.problem?e(te,1):e(ne,-1)}),T(X),b(()=>p(Q,j(l))),v(`input`,Q,e=>J({search:e.currentTarget.value})),A(r,Y),o()}O([`input`,`click`]);export{J as default};