import{$ as e,A as t,C as n,Dt as r,E as i,Et as a,G as o,K as s,Ot as c,T as l,V as u,X as d,_t as f,b as p,c as m,et as h,ft as g,gt as _,h as v,kt as y,nt as b,ot as x,pt as S,rt as C,t as w,tt as T,ut as E,vt as D,w as O,wt as k,y as A,yt as j,z as M}from"./index-apjZidOr.js";import{t as N}from"./Card-CmTyoSix.js";import{t as P}from"./words-BpCBCTKH.js";var F=C(`<div class="window svelte-1orjm3q"><label> </label> <strong> </strong> <meter class="svelte-1orjm3q"></meter> <small class="svelte-1orjm3q"> </small></div>`),I=C(`<!> <p class="quiet small"> </p>`,1);function L(e,t){r(t,!0);let n=w(),i=k(()=>[{name:`In 15 minutes`,id:`short`,window:t.budget.short},{name:`In 24 hours`,id:`long`,window:t.budget.long}]);var o=I(),s=f(o);d(s,17,()=>E(i),({name:e,id:t,window:n})=>t,(e,t)=>{let r=()=>E(t).name,i=()=>E(t).id,a=()=>E(t).window;var o=F(),s=_(o),c=D(s,!0),l=j(s,2),d=D(l),f=j(l,2),v=j(f,2),b=D(v);y(o),g((e,t,n,o,l)=>{M(s,`for`,`budget-${i()??``}`),h(c,r()),h(d,`${e??``}${t??``}`),M(f,`id`,`budget-${i()??``}`),u(f,a().usedRequests),M(f,`max`,n),h(b,`${o??``}${l??``}`)},[()=>p(a().usedRequests),()=>a().limitRequests===null?` used; Polar has not told the limit`:` of ${p(a().limitRequests)}`,()=>a().limitRequests??Math.max(1,a().usedRequests),()=>a().resetsAt?`begins anew ${m(a().resetsAt,n.timeZone)}`:`no window is under way`,()=>a().reservedRequests?`; ${p(a().reservedRequests)} are kept for people who press the button`:``]),T(e,o)});var c=j(s,2),l=D(c);g((e,t)=>h(l,`${e??``} requests are promised to syncs under way.${t??``}`),[()=>p(t.budget.heldRequests),()=>t.budget.stoppedUntil?` Polar is not asked until ${m(t.budget.stoppedUntil,n.timeZone)}.`:``]),T(e,o),a()}var R=C(`<p class="quiet">Nothing has failed.</p>`),z=C(`<code> </code>`),B=C(`<tr><td class="when svelte-1hdddko"> </td><td> </td><td> </td><td> <!></td></tr>`),V=C(`<div class="scroll svelte-1hdddko" tabindex="0" role="region" aria-label="Last failures"><table><thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Why</th></tr></thead><tbody></tbody></table></div>`);function H(t,n){r(n,!0);let i=w();var o=b(),s=f(o),c=e=>{var t=R();T(e,t)},l=t=>{var r=V(),a=_(r),o=j(_(a));d(o,21,()=>n.failures,({user:e,run:t,kind:n,code:r,message:i,at:a})=>t.id+n,(t,n)=>{let r=()=>E(n).user,a=()=>E(n).kind,o=()=>E(n).code,s=()=>E(n).message,c=()=>E(n).at;var l=B(),u=_(l),d=D(u,!0),f=j(u),p=D(f,!0),v=j(f),b=D(v,!0),x=j(v),S=_(x,!0),C=j(S),w=e=>{var t=z(),n=D(t,!0);g(()=>h(n,o())),T(e,t)};e(C,e=>{o()&&e(w)}),y(x),y(l),g((e,t)=>{h(d,e),h(p,r().displayName??r().externalId??r().id),h(b,t),h(S,s())},[()=>m(c(),i.timeZone),()=>a()?P(a()):`the whole sync`]),T(t,l)}),y(o),y(a),y(r),T(t,r)};e(s,e=>{n.failures.length===0?e(c):e(l,-1)}),T(t,o),a()}var U=l(`query Operator {
  engine {
    people {
      active
      consentMissing
      revoked
      neverSynced
      due
      oldestDueLateSeconds
      lastSyncAgeMedianSeconds
      lastSyncAgeP99Seconds
      lastSyncAgeOldestSeconds
    }
    interval {
      wishedSeconds
      plannedSeconds
      keptSeconds
      requestsPerSync
    }
    budget {
      short {
        limitRequests
        usedRequests
        reservedRequests
        resetsAt
      }
      long {
        limitRequests
        usedRequests
        reservedRequests
        resetsAt
      }
      heldRequests
      stoppedUntil
    }
    queue {
      kind
      state
      count
    }
    workers {
      name
      startedAt
      seenAt
      alive
    }
    webhook {
      url
      active
      alive
      checkedAt
      lastEventAt
      waitingEvents
      problem
    }
    failures(first: 30) {
      user {
        id
        displayName
        externalId
      }
      run {
        id
      }
      kind
      code
      message
      at
    }
  }
}`),W=C(`<p class="quiet">The queue is empty.</p>`),G=C(`<tr><td> </td><td> </td><td class="number"> </td></tr>`),K=C(`<table><thead><tr><th scope="col">Job</th><th scope="col">State</th><th scope="col" class="number">Number</th></tr></thead><tbody></tbody></table>`),q=C(`<!> <p class="pages svelte-xyck2u"><a href="/admin/jobs/">Jobs one by one</a></p>`,1);function J(t,n){r(n,!0);let i={available:`waits for a worker`,running:`running`,scheduled:`waits for its time`,retryable:`failed, will be tried again`,pending:`pending`,discarded:`given up this week`};var o=q(),s=f(o),l=e=>{var t=W();T(e,t)},u=e=>{var t=K(),r=j(_(t));d(r,21,()=>n.jobs,({kind:e,state:t,count:n})=>e+t,(e,t)=>{let n=()=>E(t).kind,r=()=>E(t).state,a=()=>E(t).count;var o=G(),s=_(o),c=D(s,!0),l=j(s),u=D(l,!0),d=j(l),f=D(d,!0);y(o),g((e,t)=>{h(c,e),h(u,i[r()]??r()),h(f,t)},[()=>n().replaceAll(`_`,` `),()=>p(a())]),T(e,o)}),y(r),y(t),T(e,t)};e(s,e=>{n.jobs.length===0?e(l):e(u,-1)}),c(2),T(t,o),a()}function Y(e){return e==null?`–`:e<60?`${Math.round(e)} s`:e<172800?A(e):`${p(e/86400)} days`}function X({budget:e,people:t,workers:n,queue:r}){if(!n.some(({alive:e})=>e))return`No worker is alive: nothing is synced.`;if(e.stoppedUntil)return`Polar refuses requests at present: nothing is asked until it may be asked again.`;let i=r.filter(({state:e})=>e===`discarded`).reduce((e,{count:t})=>e+t,0),a=t.oldestDueLateSeconds??0;return a>7200?`People are synced late: somebody has been due for ${Y(a)}.`:i>0?`The engine runs. ${p(i)} ${i===1?`job was`:`jobs were`} given up within the last week.`:t.due===0?`The engine runs, and nobody is due.`:`The engine runs; ${p(t.due)} ${t.due===1?`person is`:`people are`} due.`}var Z=C(`<li class="svelte-19qdt9e"><span><!></span> <code class="svelte-19qdt9e"> </code> <span class="quiet small"> </span></li>`),Q=C(`<li class="svelte-19qdt9e">There is no worker.</li>`),$=C(`<ul class="svelte-19qdt9e"></ul>`);function ee(e,t){r(t,!0);let n=w();var i=$();d(i,21,()=>t.workers,({name:e,startedAt:t,seenAt:n,alive:r})=>e,(e,t)=>{let r=()=>E(t).name,i=()=>E(t).startedAt,a=()=>E(t).seenAt,c=()=>E(t).alive;var l=Z(),u=_(l),d=_(u);{let e=k(()=>c()?`check`:`warning`);O(d,{get name(){return E(e)},size:16})}y(u);var f=j(u,2),p=D(f,!0),v=j(f,2),b=D(v,!0);y(l),g(e=>{o(u,1,s([`sign`,c()?`alive`:`gone`]),`svelte-19qdt9e`),h(p,r()),h(b,e)},[()=>c()?`alive since ${m(i(),n.timeZone)}`:`last seen ${m(a(),n.timeZone)}`]),T(e,l)},e=>{var t=Q();T(e,t)}),y(i),T(e,i),a()}var te=C(`<small class="svelte-ucpemh"> </small>`),ne=C(`<div><dt class="svelte-ucpemh"> </dt><dd class="svelte-ucpemh"> <!></dd></div>`),re=C(`<dl class="figures svelte-ucpemh"></dl> <p class="quiet small"> </p>`,1),ie=C(`<h3>Webhook</h3> <p class="small"> </p>`,1),ae=C(`<p class="quiet small">There is no webhook at Polar (WEBHOOKS_ENABLED).</p>`),oe=C(`<dl class="rows svelte-ucpemh"><dt class="svelte-ucpemh">Wished</dt> <dd class="svelte-ucpemh"> </dd> <dt class="svelte-ucpemh">As the limits allow</dt> <dd class="svelte-ucpemh"> </dd> <dt class="svelte-ucpemh">Really</dt> <dd class="svelte-ucpemh"> </dd> <dt class="svelte-ucpemh">Requests for each sync</dt> <dd class="svelte-ucpemh"> </dd></dl> <!>`,1),se=C(`<p class="lead svelte-ucpemh" role="status"> </p> <div class="stack"><!> <div class="grid"><!> <!></div> <div class="grid"><!> <!></div> <!></div>`,1),ce=C(`<div class="stack"><!> <!> <!> <!></div>`),le=C(`<h1>Operator</h1> <!>`,1);function ue(o,s){r(s,!0);let l=w(),u=i(U,()=>({}),{keep:!0}),b=k(()=>u.data?.engine);S(()=>{let e=setInterval(()=>document.hidden||t.changed(),15e3);return()=>clearInterval(e)});let C=k(()=>E(b)?[{name:`Connected`,value:p(E(b).people.active)},{name:`Due now`,value:p(E(b).people.due),note:E(b).people.oldestDueLateSeconds?`longest for ${Y(E(b).people.oldestDueLateSeconds)}`:void 0},{name:`Never synced`,value:p(E(b).people.neverSynced)},{name:`Have to connect again`,value:p(E(b).people.revoked)},{name:`Consent missing`,value:p(E(b).people.consentMissing)}]:[]);var O=le(),A=j(f(O),2),M=t=>{var n=se(),r=f(n),i=D(r,!0),a=j(r,2),o=_(a);N(o,{title:`People`,href:`/operator/people`,children:(t,n)=>{var r=re(),i=f(r);d(i,21,()=>E(C),({name:e,value:t,note:n})=>e,(t,n)=>{let r=()=>E(n).name,i=()=>E(n).value,a=()=>E(n).note;var o=ne(),s=_(o),c=D(s,!0),l=j(s),u=_(l,!0),d=j(u),f=e=>{var t=te(),n=D(t,!0);g(()=>h(n,a())),T(e,t)};e(d,e=>{a()&&e(f)}),y(l),y(o),g(()=>{h(c,r()),h(u,i())}),T(t,o)}),y(i);var a=j(i,2),o=D(a);g((e,t,n)=>h(o,`The last sync was ${e??``} ago for half of the people, ${t??``} for one in a hundred,
        ${n??``} at most.`),[()=>Y(E(b).people.lastSyncAgeMedianSeconds),()=>Y(E(b).people.lastSyncAgeP99Seconds),()=>Y(E(b).people.lastSyncAgeOldestSeconds)]),T(t,r)},$$slots:{default:!0}});var s=j(o,2),c=_(s);N(c,{title:`Polar’s limits`,children:(e,t)=>{L(e,{get budget(){return E(b).budget}})},$$slots:{default:!0}});var u=j(c,2);N(u,{title:`How often people are synced`,children:(t,n)=>{var r=oe(),i=f(r),a=j(_(i),2),o=D(a),s=j(a,4),c=D(s),u=j(s,4),d=D(u,!0),v=j(u,4),x=D(v,!0);y(i);var S=j(i,2),C=e=>{var t=ie(),n=j(f(t),2),r=D(n);g((e,t)=>h(r,`${E(b).webhook.problem??(E(b).webhook.alive?`Polar tells of news.`:`No event has come lately.`)??``}
            ${e??``}
            ${t??``} events wait.`),[()=>E(b).webhook.lastEventAt?` Last event ${m(E(b).webhook.lastEventAt,l.timeZone)}.`:``,()=>p(E(b).webhook.waitingEvents)]),T(e,t)},w=e=>{var t=ae();T(e,t)};e(S,e=>{E(b).webhook?e(C):e(w,-1)}),g((e,t,n,r)=>{h(o,`every ${e??``}`),h(c,`every ${t??``}`),h(d,n),h(x,r)},[()=>Y(E(b).interval.wishedSeconds),()=>Y(E(b).interval.plannedSeconds),()=>E(b).interval.keptSeconds?`every ${Y(E(b).interval.keptSeconds)}`:`–`,()=>p(E(b).interval.requestsPerSync,1)]),T(t,r)},$$slots:{default:!0}}),y(s);var v=j(s,2),x=_(v);N(x,{title:`Queue`,children:(e,t)=>{J(e,{get jobs(){return E(b).queue}})},$$slots:{default:!0}});var S=j(x,2);N(S,{title:`Workers`,children:(e,t)=>{ee(e,{get workers(){return E(b).workers}})},$$slots:{default:!0}}),y(v);var w=j(v,2);N(w,{title:`Last failures`,children:(e,t)=>{H(e,{get failures(){return E(b).failures}})},$$slots:{default:!0}}),y(a),g(e=>h(i,e),[()=>X(E(b))]),T(t,n)},P=e=>{n(e,{kind:`problem`,get problem(){return u.problem},get retry(){return t.changed}})},F=e=>{var t=ce(),n=_(t);v(n,{height:`3rem`});var r=j(n,2);v(r,{height:`12rem`});var i=j(r,2);v(i,{height:`16rem`});var a=j(i,2);v(a,{height:`20rem`}),y(t),T(e,t)},I=e=>{n(e,{kind:`advice`,children:(e,t)=>{c();var n=x(`This page is for the operator of the server. Sign out, and sign in with the service credential.`);T(e,n)},$$slots:{default:!0}})};e(A,e=>{E(b)?e(M):u.problem?e(P,1):u.loading?e(F,2):e(I,-1)}),T(o,O),a()}export{ue as default};