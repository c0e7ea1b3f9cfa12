import{$ as e,A as t,At as n,C as r,Ct as i,D as a,Dt as o,E as s,Et as c,F as l,G as u,H as d,I as f,J as p,K as m,N as h,Ot as g,R as _,St as v,T as y,U as b,W as x,X as S,Y as C,_t as w,at as T,b as E,bt as D,c as O,ct as k,d as A,dt as j,et as M,f as N,ft as P,g as ee,gt as F,h as I,it as L,kt as R,lt as z,n as B,nt as V,ot as te,rt as H,st as U,t as W,tt as G,ut as K,vt as q,w as ne,wt as J,xt as Y,yt as X,z as Z}from"./index-apjZidOr.js";import{t as Q}from"./Card-CmTyoSix.js";import{t as re}from"./Copy-B3aMYC8p.js";import{t as ie}from"./Figure-CEm1n8sQ.js";import{t as ae}from"./words-BpCBCTKH.js";var oe=y(`query Access {
  viewer {
    apiTokens {
      id
      name
      prefix
      scopes
      createdAt
      expiresAt
      lastUsedAt
      revokedAt
    }
    sessions {
      id
      createdAt
      lastSeenAt
      address
      agent
      current
    }
  }
}`),se=y(`mutation CreateToken($name: String!, $scopes: [Scope!]!, $expiresAt: DateTime) {
  createApiToken(input: { name: $name, scopes: $scopes, expiresAt: $expiresAt }) {
    token
    userErrors {
      message
    }
  }
}`),ce=y(`mutation RevokeToken($id: ID!) {
  revokeApiToken(input: { apiTokenId: $id }) {
    userErrors {
      message
    }
  }
}`),le=y(`mutation EndSession($id: ID!) {
  revokeSession(input: { sessionId: $id }) {
    userErrors {
      message
    }
  }
}`),ue=y(`mutation SignOutEverywhere {
  signOutEverywhere(input: {}) {
    endedSessions
    userErrors {
      message
    }
  }
}`);function $(e,n){if(t.changed(),n)return n.text;let r=e?.userErrors[0]?.message;return r&&r[0].toUpperCase()+r.slice(1)+(r.endsWith(`.`)?``:`.`)}var de=H(`<label class="check svelte-1s6g47c"><input type="checkbox" class="svelte-1s6g47c"/> </label>`),fe=H(`<option> </option>`),pe=H(`<p class="wrong svelte-1s6g47c"> </p>`),me=H(`<div class="secret svelte-1s6g47c"><h3>The token</h3> <p class="small svelte-1s6g47c">It is shown this once. Keep it where you keep passwords.</p> <!></div>`),he=H(`<form class="svelte-1s6g47c"><label for="token-name" class="svelte-1s6g47c">What it is for</label> <input id="token-name" required="" maxlength="100" autocomplete="off" placeholder="Home Assistant"/> <fieldset class="svelte-1s6g47c"><legend class="svelte-1s6g47c">It may</legend> <!></fieldset> <label for="token-life" class="svelte-1s6g47c">It works</label> <select id="token-life"></select> <div class="svelte-1s6g47c"><button type="submit" class="primary">Make the token</button></div></form> <div aria-live="polite"><!> <!></div>`,1);function ge(t,n){o(n,!0);let r=[],i=[{scope:`READ`,label:`Read my data`},{scope:`SYNC`,label:`Ask for a sync`},{scope:`MANAGE`,label:`Change my settings, tokens and connection, and delete everything`}],s=[{days:0,label:`until it is revoked`},{days:30,label:`for 30 days`},{days:365,label:`for a year`}],u=v(``),p=v(D([`READ`])),m=v(0),h=v(void 0),g=v(void 0);async function y(e){e.preventDefault();let t=K(m)>0?new Date(Date.now()+K(m)*864e5).toISOString():null,{data:r,problem:i}=await a(se,{name:K(u),scopes:K(p),expiresAt:t});Y(h,r?.createApiToken.token??void 0,!0),Y(g,$(r?.createApiToken,i),!0),K(h)&&(n.made(K(h)),Y(u,``))}Q(t,{title:`New token`,children:(t,n)=>{var a=he(),o=w(a),c=X(F(o),2);_(c);var v=X(c,2),x=X(F(v),2);S(x,17,()=>i,({scope:e,label:t})=>e,(e,t)=>{let n=()=>K(t).scope,i=()=>K(t).label;var a=de(),o=F(a);_(o);var s,c=X(o,1,!0);R(a),P(()=>{s!==(s=n())&&(o.value=(o.__value=s)??``),M(c,i())}),l(r,[],o,()=>(n(),K(p)),e=>Y(p,e)),G(e,a)}),R(v);var C=X(v,4);S(C,21,()=>s,e=>e.days,(e,t)=>{var n=fe(),r=q(n,!0),i={};P(()=>{M(r,K(t).label),i!==(i=K(t).days)&&(n.value=(n.__value=i)??``)}),G(e,n)}),R(C),b(C);var T=X(C,2),E=q(T);R(o);var D=X(o,2),O=F(D),k=e=>{var t=pe(),n=q(t,!0);P(()=>M(n,K(g))),G(e,t)};e(O,e=>{K(g)&&e(k)});var A=X(O,2),j=e=>{var t=me(),n=X(F(t),4);re(n,{label:`Token`,get text(){return K(h)}}),R(t),G(e,t)};e(A,e=>{K(h)&&e(j)}),R(D),P(()=>E.disabled=K(p).length===0),z(`submit`,o,y),f(c,()=>K(u),e=>Y(u,e)),d(C,()=>K(m),e=>Y(m,e)),G(t,a)},$$slots:{default:!0}}),c()}var _e=H(`<label class="svelte-18a4seo">Type <strong> </strong> to go on</label> <input autocomplete="off" autocapitalize="none" spellcheck="false" class="svelte-18a4seo"/>`,1),ve=H(`<p class="wrong svelte-18a4seo" role="alert"> </p>`),ye=H(`<button type="button" class="opens svelte-18a4seo"> </button> <dialog closedby="any" class="svelte-18a4seo"><form><h2> </h2> <!> <!> <!> <div class="answers svelte-18a4seo"><button type="button">Cancel</button> <button type="submit" class="danger svelte-18a4seo"> </button></div></form></dialog>`,1);function be(t,n){let r=T();o(n,!0);let i=v(void 0),a=v(``),s=v(void 0),l=v(!1),u=J(()=>!K(l)&&(n.word===void 0||K(a).trim().toLowerCase()===n.word));function d(){Y(a,``),Y(s,void 0),K(i)?.showModal()}async function p(e){e.preventDefault(),K(u)&&(Y(l,!0),Y(s,await n.agreed(),!0),Y(l,!1),K(s)||K(i)?.close())}var m=ye(),y=w(m),b=q(y,!0),x=X(y,2),S=F(x),E=F(S),D=q(E,!0),O=X(E,2);C(O,()=>n.children);var A=X(O,2),j=e=>{var t=_e(),i=w(t),o=X(F(i)),s=q(o,!0);g(),R(i);var c=X(i,2);_(c),P(()=>{Z(i,`for`,`${r}-word`),M(s,n.word),Z(c,`id`,`${r}-word`)}),f(c,()=>K(a),e=>Y(a,e)),G(e,t)};e(A,e=>{n.word&&e(j)});var N=X(A,2),ee=e=>{var t=ve(),n=q(t,!0);P(()=>M(n,K(s))),G(e,t)};e(N,e=>{K(s)&&e(ee)});var I=X(N,2),L=F(I),B=X(L,2),V=q(B,!0);R(I),R(S),R(x),h(x,e=>Y(i,e),()=>K(i)),P(()=>{M(b,n.button),Z(x,`aria-labelledby`,`${r}-title`),Z(E,`id`,`${r}-title`),M(D,n.title),B.disabled=!K(u),M(V,n.action)}),k(`click`,y,d),z(`submit`,S,p),k(`click`,L,()=>K(i)?.close()),G(t,m),c()}U([`click`]);var xe=[[/Firefox\//,`Firefox`],[/Edg/,`Edge`],[/OPR\//,`Opera`],[/SamsungBrowser\//,`Samsung Internet`],[/Chrome\/|CriOS\//,`Chrome`],[/Safari\//,`Safari`]],Se=[[/iPhone/,`an iPhone`],[/iPad/,`an iPad`],[/Android/,`Android`],[/Windows/,`Windows`],[/Mac OS X/,`a Mac`],[/Linux/,`Linux`]];function Ce(e){if(!e)return`A browser that does not say what it is`;let t=xe.find(([t])=>t.test(e))?.[1],n=Se.find(([t])=>t.test(e))?.[1];return t?n?`${t} on ${n}`:t:e.slice(0,60)}var we=H(`<span class="here svelte-1az2882">this browser</span>`),Te=H(`<button type="button">Sign out<span class="visually-hidden"> </span></button>`),Ee=H(`<li class="svelte-1az2882"><div class="svelte-1az2882"><strong class="svelte-1az2882"> </strong><!> <span class="quiet small svelte-1az2882"> </span></div> <!></li>`),De=H(`<p class="wrong svelte-1az2882" role="alert"> </p>`),Oe=H(`<p>Every browser has to sign in again, this one too. API tokens go on working.</p>`),ke=H(`<ul class="svelte-1az2882"></ul> <!> <!>`,1);function Ae(t,n){o(n,!0);let r=W(),i=v(void 0);async function s(e){let{data:t,problem:n}=await a(le,{id:e});Y(i,$(t?.revokeSession,n),!0)}async function l(){let{data:e,problem:t}=await a(ue,{});return $(e?.signOutEverywhere,t)}Q(t,{title:`Where you are signed in`,children:(t,a)=>{var o=ke(),c=w(o);S(c,21,()=>n.sessions,e=>e.id,(t,n)=>{var i=Ee(),a=F(i),o=F(a),c=q(o,!0),l=X(o),u=e=>{var t=we();G(e,t)};e(l,e=>{K(n).current&&e(u)});var d=X(l,2),f=q(d);R(a);var p=X(a,2),m=e=>{var t=Te(),r=X(F(t)),i=q(r,!0);R(t),P(e=>M(i,e),[()=>Ce(K(n).agent)]),k(`click`,t,()=>s(K(n).id)),G(e,t)};e(p,e=>{K(n).current||e(m)}),R(i),P((e,t,r)=>{M(c,e),M(f,`since ${t??``}, last seen ${r??``}${K(n).address?`, from ${K(n).address}`:``}`)},[()=>Ce(K(n).agent),()=>O(K(n).createdAt,r.timeZone),()=>O(K(n).lastSeenAt,r.timeZone)]),G(t,i)}),R(c);var u=X(c,2),d=e=>{var t=De(),n=q(t,!0);P(()=>M(n,K(i))),G(e,t)};e(u,e=>{K(i)&&e(d)}),be(X(u,2),{button:`Sign out everywhere`,title:`Sign out everywhere?`,action:`Sign out everywhere`,agreed:l,children:(e,t)=>{var n=Oe();G(e,n)},$$slots:{default:!0}}),G(t,o)},$$slots:{default:!0}}),c()}U([`click`]);var je=`{ viewer { sleeps(first: 7) { nodes { date score asleepSeconds } } } }`;function Me(e,t){return[{name:`curl`,text:`curl -s ${e}/graphql \\
  -H 'Authorization: Bearer ${t}' \\
  -H 'Content-Type: application/json' \\
  -d '{"query": "${je}"}'`},{name:`PHP`,text:`<?php
$context = stream_context_create(['http' => [
    'method' => 'POST',
    'header' => ['Authorization: Bearer ${t}', 'Content-Type: application/json'],
    'content' => json_encode(['query' => '${je}']),
]]);
$answer = json_decode(file_get_contents('${e}/graphql', false, $context), true);
foreach ($answer['data']['viewer']['sleeps']['nodes'] as $night) {
    echo $night['date'], ' ', $night['score'], PHP_EOL;
}`},{name:`TypeScript`,text:`const response = await fetch('${e}/graphql', {
  method: 'POST',
  headers: { Authorization: 'Bearer ${t}', 'Content-Type': 'application/json' },
  body: JSON.stringify({ query: '${je}' }),
});
const { data } = await response.json();
for (const night of data.viewer.sleeps.nodes) {
  console.log(night.date, night.score);
}`},{name:`Swift`,text:`import Foundation

struct Answer: Decodable { let data: Root }
struct Root: Decodable { let viewer: Viewer }
struct Viewer: Decodable { let sleeps: Sleeps }
struct Sleeps: Decodable { let nodes: [Night] }
struct Night: Decodable { let date: String; let score: Int?; let asleepSeconds: Int? }

var request = URLRequest(url: URL(string: "${e}/graphql")!)
request.httpMethod = "POST"
request.setValue("Bearer ${t}", forHTTPHeaderField: "Authorization")
request.setValue("application/json", forHTTPHeaderField: "Content-Type")
request.httpBody = try JSONEncoder().encode(["query": "${je}"])
let (body, _) = try await URLSession.shared.data(for: request)
for night in try JSONDecoder().decode(Answer.self, from: body).data.viewer.sleeps.nodes {
    print(night.date, night.score.map(String.init) ?? "-")
}`}]}var Ne=H(`<button type="button" class="svelte-1co8pdz"> </button>`),Pe=H(`<p class="quiet small">The last seven nights, ready to copy. <a href="/graphiql">GraphiQL</a> explores everything else that can be asked.</p> <div class="names svelte-1co8pdz" role="group" aria-label="Language"></div> <!>`,1);function Fe(e,t){o(t,!0);let n=J(()=>Me(location.origin,t.secret??`YOUR_TOKEN`)),r=v(`curl`),i=J(()=>K(n).find(e=>e.name===K(r))??K(n)[0]);{let a=J(()=>t.secret?`with the new token`:void 0);Q(e,{title:`Ask from elsewhere`,get note(){return K(a)},children:(e,t)=>{var a=Pe(),o=X(w(a),2);S(o,21,()=>K(n),e=>e.name,(e,t)=>{var n=Ne(),i=q(n,!0);P(()=>{Z(n,`aria-pressed`,K(t).name===K(r)),M(i,K(t).name)}),k(`click`,n,()=>Y(r,K(t).name,!0)),G(e,n)}),R(o);var s=X(o,2);{let e=J(()=>K(i).text.split(`
`).length+1);re(s,{get label(){return`Example in ${K(i).name??``}`},get text(){return K(i).text},get rows(){return K(e)}})}G(e,a)},$$slots:{default:!0}})}c()}U([`click`]);var Ie=H(`<div class="about svelte-jyyikn"><strong class="svelte-jyyikn"> </strong> <span class="quiet small"><code> </code> </span></div>`),Le=H(`<p>What uses this token stops working at once, for good.</p>`),Re=H(`<li class="svelte-jyyikn"><!> <!></li>`),ze=H(`<li class="quiet svelte-jyyikn">There is no token.</li>`),Be=H(`<li class="svelte-jyyikn"><!></li>`),Ve=H(`<details><summary class="svelte-jyyikn"> </summary> <ul class="svelte-jyyikn"></ul></details>`),He=H(`<p class="quiet small">With a token, another app or a script of yours reads what is kept here, without your password.</p> <ul class="svelte-jyyikn"></ul> <!>`,1);function Ue(t,r){o(r,!0);let i=(e,t=n)=>{var r=Ie(),i=F(r),a=q(i,!0),o=X(i,2),s=F(o),c=q(s),l=X(s);R(o),R(r),P((e,n)=>{M(a,t().name),M(c,`${t().prefix??``}…`),M(l,` may ${e??``}; ${n??``}`)},[()=>t().scopes.map(e=>f[e]).join(`, `),()=>m(t())]),G(e,r)},s=W(),l=({revokedAt:e,expiresAt:t})=>!e&&(!t||Date.parse(t)>Date.now()),u=J(()=>r.tokens.filter(l)),d=J(()=>r.tokens.filter(e=>!l(e))),f={READ:`read`,SYNC:`sync`,MANAGE:`manage`,SERVICE:`everything`};async function p(e){let{data:t,problem:n}=await a(ce,{id:e});return $(t?.revokeApiToken,n)}function m({lastUsedAt:e,revokedAt:t,expiresAt:n}){if(t)return`revoked ${O(t,s.timeZone)}`;let r=e?`last used ${O(e,s.timeZone)}`:`never used`;return n?`${r}, ${Date.parse(n)>Date.now()?`ends`:`ended`} ${A(N(s.timeZone,new Date(n)),{year:!0})}`:r}{let n=J(()=>K(u).length>0?`${K(u).length} in use`:void 0);Q(t,{title:`API tokens`,get note(){return K(n)},children:(t,n)=>{var r=He(),a=X(w(r),2);S(a,21,()=>K(u),e=>e.id,(e,t)=>{var n=Re(),r=F(n);i(r,()=>K(t)),be(X(r,2),{button:`Revoke`,get title(){return`Revoke “${K(t).name??``}”?`},action:`Revoke it`,agreed:()=>p(K(t).id),children:(e,t)=>{var n=Le();G(e,n)},$$slots:{default:!0}}),R(n),G(e,n)},e=>{var t=ze();G(e,t)}),R(a);var o=X(a,2),s=e=>{var t=Ve(),n=F(t),r=q(n),a=X(n,2);S(a,21,()=>K(d),e=>e.id,(e,t)=>{var n=Be(),r=F(n);i(r,()=>K(t)),R(n),G(e,n)}),R(a),R(t),P(()=>M(r,`${K(d).length??``} that no longer ${K(d).length===1?`works`:`work`}`)),G(e,t)};e(o,e=>{K(d).length>0&&e(s)}),G(t,r)},$$slots:{default:!0}})}c()}var We=H(`<!> <!>`,1),Ge=H(`<!> <!> <!> <!>`,1);function Ke(n,i){o(i,!0);let a=s(oe,()=>({})),l=v(void 0);var u=V(),d=w(u),f=e=>{r(e,{kind:`problem`,get problem(){return a.problem},get retry(){return t.changed}})},p=e=>{var t=We(),n=w(t);I(n,{height:`20rem`});var r=X(n,2);I(r,{height:`24rem`}),G(e,t)},m=e=>{var t=Ge(),n=w(t);{let e=J(()=>a.data?.viewer?.apiTokens??[]);Ue(n,{get tokens(){return K(e)}})}var r=X(n,2);ge(r,{made:e=>Y(l,e,!0)});var i=X(r,2);Fe(i,{get secret(){return K(l)}});var o=X(i,2);{let e=J(()=>a.data?.viewer?.sessions??[]);Ae(o,{get sessions(){return K(e)}})}G(e,t)};e(d,e=>{a.problem&&!a.data?.viewer?e(f):a.loading?e(p,1):e(m,-1)}),G(n,u),c()}var qe=y(`query Account($first: Int!) {
  viewer {
    id
    displayName
    timeZone
    timeZoneInferred
    polarAccount {
      status
      polarUserId
      connectedAt
      tokenExpiresAt
      lastSyncedAt
      problem
    }
    auditTrail(first: $first) {
      pageInfo {
        hasNextPage
      }
      nodes {
        id
        at
        action
        actor
        address
        detail
      }
    }
  }
}`),Je=y(`mutation UpdateMe($displayName: String, $timeZone: String) {
  updateUser(input: { displayName: $displayName, timeZone: $timeZone }) {
    user {
      id
      displayName
      timeZone
    }
    userErrors {
      message
    }
  }
}`),Ye=y(`mutation Disconnect {
  disconnectPolar(input: {}) {
    user {
      id
    }
    userErrors {
      message
    }
  }
}`),Xe=y(`mutation DeleteMe {
  deleteUser(input: {}) {
    deletedUserId
    userErrors {
      message
    }
  }
}`),Ze={SIGNED_IN:`Signed in`,SIGN_IN_FAILED:`Somebody tried to sign in and could not`,SIGNED_OUT:`Signed out`,OWNER_CREATED:`The owner’s account was made`,PASSWORD_SET:`The password was set anew`,CONNECTED:`Connected to Polar`,CONNECT_FAILED:`Not connected to Polar`,DISCONNECTED:`Disconnected from Polar`,TOKEN_CREATED:`A token was made`,TOKEN_REVOKED:`A token was revoked`,USER_CREATED:`The account was made`,USER_DELETED:`An account was deleted`};function Qe(e){return Ze[e]??e.toLowerCase().replaceAll(`_`,` `)}var $e=H(`<li class="svelte-16xwxwu"><div class="svelte-16xwxwu"><span> </span> <small class="svelte-16xwxwu"> </small></div> <time class="svelte-16xwxwu"> </time></li>`),et=H(`<li class="svelte-16xwxwu">Nothing yet.</li>`),tt=H(`<button type="button" class="svelte-16xwxwu">Show older ones</button>`),nt=H(`<ul class="svelte-16xwxwu"></ul> <!>`,1);function rt(t,n){o(n,!0);let r=W();Q(t,{title:`What was done with this account`,note:`newest first`,children:(t,i)=>{var a=nt(),o=w(a);S(o,21,()=>n.events,({id:e,at:t,action:n,actor:r,address:i,detail:a})=>e,(e,t)=>{let n=()=>K(t).at,i=()=>K(t).action,a=()=>K(t).actor,o=()=>K(t).address,s=()=>K(t).detail;var c=$e(),l=F(c),u=F(l),d=q(u),f=X(u,2),p=q(f);R(l);var m=X(l,2),h=q(m,!0);R(c),P((e,t)=>{M(d,`${e??``}${s()?`: ${s()}`:``}`),M(p,`by ${a()??``}${o()?`, from ${o()}`:``}`),Z(m,`datetime`,n()),M(h,t)},[()=>Qe(i()),()=>O(n(),r.timeZone)]),G(e,c)},e=>{var t=et();G(e,t)}),R(o);var s=X(o,2),c=e=>{var t=tt();k(`click`,t,function(...e){n.more?.apply(this,e)}),G(e,t)};e(s,e=>{n.more&&e(c)}),G(t,a)},$$slots:{default:!0}}),c()}U([`click`]);var it=H(`<dt class="svelte-1pw5xzl">Consent ends</dt> <dd class="svelte-1pw5xzl"> </dd>`,1),at=H(`<a href="/connect">Connect again</a>`),ot=H(`<a href="/connect">How the first sync went</a>`),st=H(`<p>No more data comes, and the registration at Polar is deleted. What came before stays here. You can connect again at any time.</p>`),ct=H(`<p><!> </p> <dl class="svelte-1pw5xzl"><dt class="svelte-1pw5xzl">Polar account</dt> <dd class="svelte-1pw5xzl"> </dd> <dt class="svelte-1pw5xzl">Connected</dt> <dd class="svelte-1pw5xzl"> </dd> <dt class="svelte-1pw5xzl">Last sync</dt> <dd class="svelte-1pw5xzl"> </dd> <!></dl> <div class="answers svelte-1pw5xzl"><!> <!></div>`,1),lt=H(`<p>No watch is connected. What came before is kept.</p> <a href="/connect">Connect your watch</a>`,1);function ut(t,n){o(n,!0);let r=W(),i=e=>e?O(e,r.timeZone):`–`,s=J(()=>n.account?.status===`ACTIVE`);async function l(){let{data:e,problem:t}=await a(Ye,{});return $(e?.disconnectPolar,t)}Q(t,{title:`Connection to Polar`,children:(t,a)=>{var o=V(),c=w(o),d=t=>{var a=ct(),o=w(a),c=F(o);{let e=J(()=>K(s)?`check`:`warning`);ne(c,{get name(){return K(e)},size:18})}var d=X(c);R(o);var f=X(o,2),p=X(F(f),2),h=q(p,!0),g=X(p,4),_=q(g,!0),v=X(g,4),y=q(v,!0),b=X(v,2),x=e=>{var t=it(),i=X(w(t),2),a=q(i,!0);P(e=>M(a,e),[()=>A(N(r.timeZone,new Date(n.account.tokenExpiresAt)),{year:!0})]),G(e,t)};e(b,e=>{n.account.tokenExpiresAt&&e(x)}),R(f);var S=X(f,2),C=F(S),T=e=>{var t=at();G(e,t)},E=e=>{var t=ot();G(e,t)};e(C,e=>{K(s)?e(E,-1):e(T)}),be(X(C,2),{button:`Disconnect`,title:`Disconnect from Polar?`,action:`Disconnect`,agreed:l,children:(e,t)=>{var n=st();G(e,n)},$$slots:{default:!0}}),R(S),P((e,t)=>{u(o,1,m([`state`,K(s)?`works`:`broken`]),`svelte-1pw5xzl`),M(d,` ${(K(s)?`Polar answers.`:n.account.problem??`Polar no longer accepts the connection.`)??``}`),M(h,n.account.polarUserId),M(_,e),M(y,t)},[()=>i(n.account.connectedAt),()=>i(n.account.lastSyncedAt)]),G(t,a)},f=e=>{var t=lt();g(2),G(e,t)};e(c,e=>{n.account?e(d):e(f,-1)}),G(t,o)},$$slots:{default:!0}}),c()}var dt=H(`<option> </option>`),ft=H(`<form class="svelte-jmkyv8"><div class="svelte-jmkyv8"><label for="my-name" class="svelte-jmkyv8">Name</label> <input id="my-name" maxlength="100" autocomplete="name" class="svelte-jmkyv8"/></div> <div class="svelte-jmkyv8"><label for="my-zone" class="svelte-jmkyv8">Time zone</label> <select id="my-zone" class="svelte-jmkyv8"></select></div> <button type="submit">Save</button> <span class="quiet small svelte-jmkyv8" role="status"> </span></form>`);function pt(e,t){o(t,!0);let n=J(()=>[...new Set([t.timeZone,...Intl.supportedValuesOf(`timeZone`)])].sort()),r=v(D(j(()=>t.name??``))),i=v(D(j(()=>t.timeZone))),s=v(void 0);async function l(e){e.preventDefault();let{data:t,problem:n}=await a(Je,{displayName:K(r).trim()||null,timeZone:K(i)});Y(s,$(t?.updateUser,n)??`Saved.`,!0)}Q(e,{title:`You`,children:(e,a)=>{var o=ft(),c=F(o),u=X(F(c),2);_(u),R(c);var p=X(c,2),m=X(F(p),2);S(m,20,()=>K(n),e=>e,(e,t)=>{var n=dt(),r=q(n,!0),i={};P(()=>{M(r,t),i!==(i=t)&&(n.__value=i)}),G(e,n)}),R(m),b(m),R(p);var h=X(p,4),g=q(h,!0);R(o),P(()=>M(g,K(s)??(t.inferred?`The time zone is a guess until you save it.`:``))),z(`submit`,o,l),f(u,()=>K(r),e=>Y(r,e)),d(m,()=>K(i),e=>Y(i,e)),G(e,o)},$$slots:{default:!0}}),c()}var mt=H(`<!> <!> <!>`,1),ht=H(`<p>There is no way back. What Polar has forgotten since, after 28 days, is then nowhere.</p>`),gt=H(`<p class="small">Every record, every token, the journal and the connection to Polar are deleted here, for good. What Polar itself keeps stays there.</p> <!>`,1),_t=H(`<!> <!> <!> <!>`,1);function vt(n,i){o(i,!0);let l=v(15),u=s(qe,()=>({first:K(l)}),{keep:!0}),d=J(()=>u.data?.viewer);async function f(){let{data:e,problem:t}=await a(Xe,{});if(!e?.deleteUser.deletedUserId)return t?.text??e?.deleteUser.userErrors[0]?.message??`Nothing was deleted.`;location.assign(`/login`)}var p=V(),m=w(p),h=e=>{r(e,{kind:`problem`,get problem(){return u.problem},get retry(){return t.changed}})},g=e=>{var t=mt(),n=w(t);I(n,{height:`12rem`});var r=X(n,2);I(r,{height:`12rem`});var i=X(r,2);I(i,{height:`30rem`}),G(e,t)},_=e=>{var t=_t(),n=w(t);ut(n,{get account(){return K(d).polarAccount}});var r=X(n,2);pt(r,{get name(){return K(d).displayName},get timeZone(){return K(d).timeZone},get inferred(){return K(d).timeZoneInferred}});var i=X(r,2);{let e=J(()=>K(d).auditTrail.pageInfo.hasNextPage&&K(l)<366?()=>Y(l,Math.min(K(l)+15,366),!0):void 0);rt(i,{get events(){return K(d).auditTrail.nodes},get more(){return K(e)}})}var a=X(i,2);Q(a,{title:`Delete everything`,children:(e,t)=>{var n=gt();be(X(w(n),2),{button:`Delete everything`,title:`Delete everything?`,action:`Delete everything`,word:`delete everything`,agreed:f,children:(e,t)=>{var n=ht();G(e,n)},$$slots:{default:!0}}),G(e,n)},$$slots:{default:!0}}),G(e,t)};e(m,e=>{u.problem&&!u.data?.viewer?e(h):u.loading?e(g,1):K(d)&&e(_,2)}),G(n,p),c()}var yt=y(`query Kept {
  viewer {
    coverage {
      kind
      count
      firstDate
      lastDate
    }
  }
}`),bt=y(`query KeptDays($range: DateRange!) {
  viewer {
    days(range: $range) {
      date
      sleep {
        id
      }
      nightlyRecharge {
        id
      }
      activity {
        id
      }
      exercises {
        id
      }
      cardioLoad {
        id
      }
      continuousHeartRate {
        id
      }
      skinTemperature {
        id
      }
      alertness {
        id
      }
      circadianBedtime {
        id
      }
      spo2Tests {
        id
      }
      ecgTests {
        id
      }
      bodyTemperatures {
        id
      }
    }
  }
}`),xt=[{kind:`SLEEP`,has:({sleep:e})=>e!==null},{kind:`NIGHTLY_RECHARGE`,has:({nightlyRecharge:e})=>e!==null},{kind:`SKIN_TEMPERATURE`,has:({skinTemperature:e})=>e!==null},{kind:`ALERTNESS`,has:({alertness:e})=>e!==null},{kind:`CIRCADIAN_BEDTIME`,has:({circadianBedtime:e})=>e!==null},{kind:`DAILY_ACTIVITY`,has:({activity:e})=>e!==null},{kind:`CONTINUOUS_HEART_RATE`,has:({continuousHeartRate:e})=>e!==null},{kind:`EXERCISE`,has:({exercises:e})=>e.length>0},{kind:`CARDIO_LOAD`,has:({cardioLoad:e})=>e!==null},{kind:`SPO2`,has:({spo2Tests:e})=>e.length>0},{kind:`ECG`,has:({ecgTests:e})=>e.length>0},{kind:`BODY_TEMPERATURE`,has:({bodyTemperatures:e})=>e.length>0}];function St(e,t){let n=[];return e.forEach((e,r)=>{if(!t(e))return;let i=n.at(-1);i&&i.from+i.length===r?i.length++:n.push({from:r,length:1})}),n}var Ct=H(`<!> <!>`,1),wt=H(`<a href="/connect">Connect your watch</a> to begin.`,1),Tt=H(`<p class="svelte-5e1w2l">Nothing has come from Polar yet. <!></p>`),Et=L(`<rect height="10"></rect>`),Dt=H(`<span class="name svelte-5e1w2l"> </span> <svg preserveAspectRatio="none" class="svelte-5e1w2l"><rect class="track svelte-5e1w2l" height="10"></rect><!></svg> <span class="count svelte-5e1w2l"> </span>`,1),Ot=H(`<span class="svelte-5e1w2l"> </span>`),kt=H(`<div class="picture svelte-5e1w2l" aria-hidden="true"><!> <span class="months svelte-5e1w2l"></span></div>`),At=H(`<div class="steps svelte-5e1w2l"><button type="button" aria-label="The year before" class="svelte-5e1w2l"><!></button> <span class="small quiet"> </span> <button type="button" aria-label="The year after" class="svelte-5e1w2l"><!></button></div> <!>`,1),jt=H(`<tr><th scope="row" class="svelte-5e1w2l"> <small class="svelte-5e1w2l"> </small></th><td class="number svelte-5e1w2l"> </td></tr>`),Mt=H(`<table><thead><tr><th scope="col">Kind</th><th scope="col" class="number svelte-5e1w2l">Records</th></tr></thead><tbody class="svelte-5e1w2l"></tbody></table> <p class="quiet small svelte-5e1w2l">Nothing is ever thrown away: Polar forgets after 28 days, this server does not. The data comes from Polar through the Polar AccessLink API.</p>`,1);function Nt(n,a){o(a,!0);let l=W(),u=s(yt,()=>({})),d=J(()=>u.data?.viewer?.coverage??[]),f=J(()=>K(d).flatMap(({firstDate:e})=>e??[]).sort()[0]),p=v(0),m=J(()=>B(l.today,-K(p)*366)),h=J(()=>B(K(m),-365)),_=s(bt,()=>({range:{from:K(h),to:K(m)}}),{keep:!0}),y=J(()=>_.data?.viewer?.days??[]),b=J(()=>xt.filter(({kind:e})=>K(d).some(t=>t.kind===e)).map(({kind:e,has:t})=>({kind:e,name:ae(e),count:K(y).filter(t).length,runs:St(K(y),t)}))),C=J(()=>K(y).flatMap(({date:e},t)=>{if(!e.endsWith(`-01`))return[];let n=new Date(`${e}T00:00:00Z`).toLocaleDateString(navigator.languages[0],{month:`short`,timeZone:`UTC`});return[{date:e,name:e.slice(5,7)===`01`?e.slice(0,4):n,share:t/366}]})),T=J(()=>`From ${A(K(h),{year:!0})} to ${A(K(m),{year:!0})}: ${K(b).slice(0,3).map(({name:e,count:t})=>`${e.toLowerCase()} on ${t}`).join(`, `)} of ${K(y).length} days.`);function D(e,t){return!e||!t?``:e===t?A(e,{year:!0}):`${A(e,{year:!0})} to ${A(t,{year:!0})}`}var O=V(),j=w(O),N=e=>{r(e,{kind:`problem`,get problem(){return u.problem},get retry(){return t.changed}})},ee=e=>{var t=Ct(),n=w(t);I(n,{height:`32rem`});var r=X(n,2);I(r,{height:`26rem`}),G(e,t)},L=t=>{Q(t,{title:`Nothing yet`,children:(t,n)=>{var r=Tt(),i=X(F(r)),a=e=>{var t=te(`Let your watch sync with Polar Flow; what it sends arrives here within the hour.`);G(e,t)},o=e=>{var t=wt();g(),G(e,t)};e(i,e=>{l.person?.polarAccount?e(a):e(o,-1)}),R(r),G(t,r)},$$slots:{default:!0}})},z=e=>{var t=Ct(),n=w(t);Q(n,{title:`Day by day`,children:(e,t)=>{var n=At(),r=w(n),a=F(r),o=F(a);ne(o,{name:`left`,size:18}),R(a);var s=X(a,2),c=q(s),l=X(s,2),u=F(l);ne(u,{name:`right`,size:18}),R(l),R(r);var d=X(r,2);ie(d,{title:`Which days have what`,get summary(){return K(T)},table:()=>({columns:[`Kind`,`Days with data`],rows:K(b).map(({name:e,count:t})=>[e,`${E(t)} of ${E(K(y).length)}`])}),children:(e,t)=>{var n=kt(),r=F(n);S(r,17,()=>K(b),({kind:e,name:t,count:n,runs:r})=>e,(e,t)=>{let n=()=>K(t).name,r=()=>K(t).count,i=()=>K(t).runs;var a=Dt(),o=w(a),s=q(o,!0),c=X(o,2);Z(c,`viewBox`,`0 0 366 10`);var l=F(c);Z(l,`width`,366);var u=X(l);S(u,17,i,e=>e.from,(e,t)=>{var n=Et();P(()=>{Z(n,`x`,K(t).from),Z(n,`width`,K(t).length)}),G(e,n)}),R(c);var d=X(c,2),f=q(d,!0);P(()=>{M(s,n()),M(f,r())}),G(e,a)});var i=X(r,2);S(i,21,()=>K(C),({date:e,name:t,share:n})=>e,(e,t)=>{let n=()=>K(t).name,r=()=>K(t).share;var i=Ot();let a;var o=q(i,!0);P(()=>{a=x(i,``,a,{left:`${r()*100}%`}),M(o,n())}),G(e,i)}),R(i),R(n),G(e,n)},$$slots:{default:!0}}),P((e,t)=>{a.disabled=!K(f)||K(h)<=K(f),M(c,`${e??``} – ${t??``}`),l.disabled=K(p)===0},[()=>A(K(h),{year:!0}),()=>A(K(m),{year:!0})]),k(`click`,a,()=>i(p)),k(`click`,l,()=>i(p,-1)),G(e,n)},$$slots:{default:!0}});var r=X(n,2);Q(r,{title:`All that is kept`,children:(e,t)=>{var n=Mt(),r=w(n),i=X(F(r));S(i,21,()=>K(d),({kind:e,count:t,firstDate:n,lastDate:r})=>e,(e,t)=>{let n=()=>K(t).kind,r=()=>K(t).count,i=()=>K(t).firstDate,a=()=>K(t).lastDate;var o=jt(),s=F(o),c=F(s,!0),l=X(c),u=q(l,!0);R(s);var d=X(s),f=q(d,!0);R(o),P((e,t,n)=>{M(c,e),M(u,t),M(f,n)},[()=>ae(n()),()=>D(i(),a()),()=>E(r())]),G(e,o)}),R(i),R(r),g(2),G(e,n)},$$slots:{default:!0}}),G(e,t)};e(j,e=>{u.problem&&!u.data?.viewer?e(N):u.loading?e(ee,1):K(d).length===0?e(L,2):e(z,-1)}),G(n,O),c()}U([`click`]);var Pt=y(`query Syncs($first: Int!) {
  viewer {
    syncRuns(first: $first) {
      pageInfo {
        hasNextPage
      }
      nodes {
        id
        trigger
        status
        queuedAt
        finishedAt
        resumesAt
        polarRequests
        error
        results {
          kind
          status
          created
          updated
          unchanged
          quarantined
          error
        }
      }
    }
  }
}`),Ft={MANUAL:`You asked for it`,SCHEDULED:`It was time again`,STARTUP:`The server started`,WEBHOOK:`Polar said that there is something new`,CONNECT:`The watch was connected`,REACH_BACK:`Fetching what is older`};function It(e){return Ft[e.trigger]??`The server began it`}function Lt(e){return e.results.reduce((e,{created:t,updated:n})=>e+t+n,0)}function Rt(e,t){let n=Lt(e),r=n===0?`Nothing new`:`${E(n)} new or changed ${n===1?`record`:`records`}`;switch(e.status){case`QUEUED`:return`Waits for its turn`;case`RUNNING`:return`Under way`;case`RATE_LIMITED`:return`Waits for Polar’s limit${e.resumesAt?` until ${O(e.resumesAt,t)}`:``}`;case`PARTIAL`:return`${r}; some kinds failed`;case`FAILED`:return e.error??`Failed`;case`SUCCEEDED`:return r}}function zt({status:e,created:t,updated:n,unchanged:r,quarantined:i,error:a}){return e===`FAILED`?a??`Failed`:e===`QUEUED`||e===`RUNNING`||e===`RATE_LIMITED`?`Under way`:[[t,`new`],[n,`changed`],[r,`as before`],[i,`unreadable, kept as it came`]].filter(([e])=>e>0).map(([e,t])=>`${E(e)} ${t}`).join(`, `)||`Nothing there`}var Bt=H(`<dt> </dt> <dd class="svelte-kjtvpl"> </dd>`,1),Vt=H(`<dt>Kinds</dt> <dd class="svelte-kjtvpl">None was asked for yet</dd>`,1),Ht=H(`<details class="svelte-kjtvpl"><summary class="svelte-kjtvpl"><span><!></span> <span class="what svelte-kjtvpl"><span> </span> <small class="svelte-kjtvpl"> </small></span> <time class="svelte-kjtvpl"> </time></summary> <dl class="svelte-kjtvpl"><!> <dt class="quiet">Requests to Polar</dt> <dd class="quiet svelte-kjtvpl"> </dd></dl></details>`),Ut=H(`<a href="/connect">Connect your watch</a> to begin.`,1),Wt=H(`<p>There was no sync yet. <!></p>`),Gt=H(`<button type="button" class="older svelte-kjtvpl">Show older ones</button>`),Kt=H(`<!> <!>`,1);function qt(n,i){o(i,!0);let a=W(),l=v(20),d=s(Pt,()=>({first:K(l)}),{keep:!0}),f=J(()=>d.data?.viewer?.syncRuns),p={SUCCEEDED:`check`,PARTIAL:`warning`,FAILED:`warning`,QUEUED:`more`,RUNNING:`sync`,RATE_LIMITED:`more`};var h=V(),_=w(h),y=e=>{r(e,{kind:`problem`,get problem(){return d.problem},get retry(){return t.changed}})},b=e=>{I(e,{height:`40rem`})},x=t=>{Q(t,{title:`Syncs`,note:`newest first`,children:(t,n)=>{var r=Kt(),i=w(r);S(i,17,()=>K(f)?.nodes??[],e=>e.id,(e,t)=>{var n=Ht(),r=F(n),i=F(r),o=F(i);ne(o,{get name(){return p[K(t).status]},size:18}),R(i);var s=X(i,2),c=F(s),l=q(c,!0),d=X(c,2),f=q(d,!0);R(s);var h=X(s,2),_=q(h,!0);R(r);var v=X(r,2),y=F(v);S(y,17,()=>K(t).results,e=>e.kind,(e,t)=>{var n=Bt(),r=w(n),i=q(r,!0),a=X(r,2),o=q(a,!0);P((e,t)=>{M(i,e),M(o,t)},[()=>ae(K(t).kind),()=>zt(K(t))]),G(e,n)},e=>{var t=Vt();g(2),G(e,t)});var b=X(y,4),x=q(b,!0);R(v),R(n),P((e,n,r,a)=>{u(i,1,m([`sign`,K(t).status]),`svelte-kjtvpl`),M(l,e),M(f,n),Z(h,`datetime`,K(t).queuedAt),M(_,r),M(x,a)},[()=>Rt(K(t),a.timeZone),()=>It(K(t)),()=>O(K(t).queuedAt,a.timeZone),()=>E(K(t).polarRequests)]),G(e,n)},t=>{var n=Wt(),r=X(F(n)),i=e=>{var t=Ut();g(),G(e,t)};e(r,e=>{a.person?.polarAccount||e(i)}),R(n),G(t,n)});var o=X(i,2),s=e=>{var t=Gt();P(()=>t.disabled=d.waiting),k(`click`,t,()=>Y(l,Math.min(K(l)+20,366),!0)),G(e,t)};e(o,e=>{K(f)?.pageInfo.hasNextPage&&K(l)<366&&e(s)}),G(t,r)},$$slots:{default:!0}})};e(_,e=>{d.problem&&!d.data?.viewer?e(y):d.loading?e(b,1):e(x,-1)}),G(n,h),c()}U([`click`]);var Jt=H(`<a class="svelte-whh59t"> </a>`),Yt=H(`<h1>My data</h1> <nav aria-label="My data" class="svelte-whh59t"></nav> <div class="stack"><!></div>`,1);function Xt(e,t){o(t,!0);let n=[{part:void 0,name:`What is kept`,content:Nt},{part:`syncs`,name:`Syncs`,content:qt},{part:`access`,name:`Access`,content:Ke},{part:`account`,name:`Account`,content:vt}],r=J(()=>n.find(({part:e})=>e===ee.params.part)??n[0]);var i=Yt(),a=X(w(i),2);S(a,21,()=>n,({part:e,name:t})=>t,(e,t)=>{let n=()=>K(t).part,i=()=>K(t).name;var a=Jt(),o=q(a,!0);P(()=>{Z(a,`href`,n()?`/data/${n()}`:`/data`),Z(a,`aria-current`,n()===K(r).part?`page`:void 0),M(o,i())}),G(e,a)}),R(a);var s=X(a,2),l=F(s);p(l,()=>K(r).content,(e,t)=>{t(e,{})}),R(s),G(e,i),c()}export{Xt as default};