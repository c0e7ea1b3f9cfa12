import{$ as e,A as t,C as n,D as r,Dt as i,E as a,Et as o,G as s,K as c,Ot as l,St as u,T as d,V as f,W as p,X as m,_t as h,b as g,c as _,ct as v,d as y,et as b,ft as x,gt as S,h as C,it as w,jt as T,k as E,kt as D,mt as O,nt as k,o as A,ot as j,p as M,pt as N,r as P,rt as F,s as ee,st as I,t as te,tt as L,ut as R,v as ne,vt as z,w as B,wt as V,x as H,xt as U,y as W,yt as G,z as K}from"./index-RSK3zOI9.js";import{t as re}from"./Figure-EC55zuy4.js";import{a as q,i as J,n as Y,r as X}from"./words-DU2yKxwc.js";import{t as Z}from"./Card-CGaTZBdF.js";import{t as Q}from"./UsualRange-C-408L4R.js";import{i as ie,n as ae,r as oe,t as se}from"./today-CZ9TyrRA.js";var ce=F(`<small class="svelte-11e119x"> </small>`),le=F(`<li class="svelte-11e119x"><span class="label"> <!></span> <span class="track svelte-11e119x" aria-hidden="true"><span></span></span> <span class="value svelte-11e119x"> <!></span></li>`),ue=F(`<ul class="svelte-11e119x"></ul>`);function de(t,n){let r=e=>`${Math.min(50,Math.abs(e)/n.most*50)}%`;var i=ue();m(i,21,()=>n.parts,e=>e.label,(t,n)=>{var i=le(),a=S(i),o=S(a,!0),l=G(o),u=e=>{var t=ce(),r=z(t,!0);x(()=>b(r,R(n).detail)),L(e,t)};e(l,e=>{R(n).detail&&e(u)}),D(a);var d=G(a,2),f=S(d);let m;D(d);var h=G(d,2),g=S(h),_=G(g),v=e=>{{let t=V(()=>R(n).value<0?`down`:`up`);B(e,{get name(){return R(t)},size:14})}};e(_,e=>{R(n).value!==0&&e(v)}),D(h),D(i),x(e=>{b(o,R(n).label),s(f,1,c([`bar`,R(n).value<0?`less`:`more`]),`svelte-11e119x`),m=p(f,``,m,{width:e}),b(g,`${R(n).text??``} `)},[()=>r(R(n).value)]),L(t,i)}),D(i),L(t,i)}var fe=F(`<p class="lead svelte-1a29obn"><strong class="svelte-1a29obn"> </strong> <span class="quiet">steps</span></p> <!> <dl class="svelte-1a29obn"><div class="svelte-1a29obn"><dt>Active</dt><dd class="svelte-1a29obn"> </dd></div> <div class="svelte-1a29obn"><dt>Energy</dt><dd class="svelte-1a29obn"> </dd></div> <div class="svelte-1a29obn"><dt>Polar’s daily goal</dt><dd class="svelte-1a29obn"> </dd></div></dl>`,1);function pe(e,t){i(t,!0);let n=V(()=>t.today.day.activity);Z(e,{title:`Activity`,get note(){return t.note},children:(e,r)=>{var i=fe(),a=h(i),o=S(a),s=z(o,!0);l(2),D(a);var c=G(a,2);Q(c,{label:`Steps`,get value(){return t.today.activity.value.value},get low(){return t.today.activity.usual.low},get high(){return t.today.activity.usual.high},format:e=>g(e)});var u=G(c,2),d=S(u),f=G(S(d)),p=z(f,!0);D(d);var m=G(d,2),_=G(S(m)),v=z(_,!0);D(m);var y=G(m,2),C=G(S(y)),w=z(C,!0);D(y),D(u),x((e,t,n,r)=>{b(s,e),b(p,t),b(v,n),b(w,r)},[()=>g(R(n)?.steps),()=>W(R(n)?.activeSeconds),()=>H(R(n)?.energyKcal,`kcal`),()=>H(R(n)?.dailyGoalPercent,`%`)]),L(e,i)},$$slots:{default:!0}}),o()}var me=F(`<p><!></p> <p><a class="button svelte-ae3vh" href="/connect">Connect your watch</a></p>`,1);function he(t,n){{let r=V(()=>n.hasData?`No watch is connected`:`Connect your watch`);Z(t,{get title(){return R(r)},children:(t,r)=>{var i=me(),a=h(i),o=S(a),s=e=>{var t=j(`What came before stays. To have new nights and days here, connect your Polar account again.`);L(e,t)},c=e=>{var t=j(`polarflow reads what your Polar watch has recorded from your Polar account. Polar asks you whether it may.`);L(e,t)};e(o,e=>{n.hasData?e(s):e(c,-1)}),D(a),l(2),L(t,i)},$$slots:{default:!0}})}}var ge={LOW:`Low`,BELOW_USUAL:`Below usual`,USUAL:`Usual`,ABOVE_USUAL:`Above usual`,HIGH:`High`},$=w(`<path class="score svelte-wrmlo6"></path>`),_e=F(`<span class="none svelte-wrmlo6"> </span>`),ve=F(`<span> </span>`),ye=F(`<strong class="svelte-wrmlo6"> </strong> <!>`,1),be=F(`<div class="dial svelte-wrmlo6"><svg viewBox="0 -14 240 146" aria-hidden="true" class="svelte-wrmlo6"><path class="scale svelte-wrmlo6"></path><path class="usual svelte-wrmlo6"></path><!><text x="24" y="131" class="svelte-wrmlo6">0</text><text x="120" y="-3" class="svelte-wrmlo6">usual</text><text x="216" y="131" class="svelte-wrmlo6">100</text></svg> <div class="words svelte-wrmlo6"><!></div></div>`);function xe(t,n){i(n,!0);function r(e,t=96){let n=Math.PI*(1-e/100);return`${120+t*Math.cos(n)} ${116-t*Math.sin(n)}`}let a=(e,t)=>`M${r(e)}A96 96 0 0 1 ${r(t)}`;var s=be(),c=S(s),u=S(c),d=G(u),f=G(d),p=e=>{var t=$();x((e,n)=>K(t,`d`,`M${e??``}L${n??``}`),[()=>r(n.score,80),()=>r(n.score,112)]),L(e,t)};e(f,e=>{n.score!==null&&e(p)}),l(3),D(c);var m=G(c,2),_=S(m),v=e=>{var t=_e(),r=z(t,!0);x(e=>b(r,e),[()=>X(n.reason)]),L(e,t)},y=t=>{var r=ye(),i=h(r),a=z(i,!0),o=G(i,2),s=e=>{var t=ve(),r=z(t,!0);x(()=>b(r,ge[n.band])),L(e,t)};e(o,e=>{n.band&&e(s)}),x(e=>b(a,e),[()=>g(n.score)]),L(t,r)};e(_,e=>{n.score===null?e(v):e(y,-1)}),D(m),D(s),x((e,t)=>{K(u,`d`,e),K(d,`d`,t)},[()=>a(0,100),()=>a(31,69)]),L(t,s),o()}var Se=F(`<li class="svelte-1knq5xb"><p class="svelte-1knq5xb"> </p> <small class="svelte-1knq5xb"> </small></li>`),Ce=F(`<ul class="svelte-1knq5xb"></ul>`);function we(t,n){i(n,!0);var r=k(),a=h(r),s=e=>{Z(e,{title:`What stands out`,children:(e,t)=>{var r=Ce();m(r,21,()=>n.insights,({kind:e,sentence:t,from:n,to:r})=>e+t,(e,t)=>{let n=()=>R(t).sentence,r=()=>R(t).from,i=()=>R(t).to;var a=Se(),o=S(a),s=z(o,!0),c=G(o,2),l=z(c,!0);D(a),x((e,t)=>{b(s,e),b(l,t)},[()=>q(n()),()=>r()===i()?y(i()):`${y(r())} to ${y(i())}`]),L(e,a)}),D(r),L(e,r)},$$slots:{default:!0}})};e(a,e=>{n.insights.length>0&&e(s)}),L(t,r),o()}var Te=F(`<div class="svelte-1o4o9s6"><dt class="svelte-1o4o9s6"> </dt> <dd class="track svelte-1o4o9s6" aria-hidden="true"><span class="svelte-1o4o9s6"></span></dd> <dd class="svelte-1o4o9s6"> </dd></div>`),Ee=F(`<p class="small"> </p>`),De=F(`<p class="exercise svelte-1o4o9s6"><span> </span> <span class="quiet"> </span></p>`),Oe=F(`<p class="lead svelte-1o4o9s6"><strong class="svelte-1o4o9s6"> </strong> <span class="quiet">TRIMP on the day</span></p> <dl class="svelte-1o4o9s6"></dl> <p class="quiet small"> </p> <!> <!>`,1);function ke(e,t){i(t,!0);let n=V(()=>[{label:`Last days`,value:t.today.trainingLoad.shortTerm.value},{label:`Last weeks`,value:t.today.trainingLoad.longTerm.value}]),r=V(()=>Math.max(1,...R(n).map(({value:e})=>e??0)));Z(e,{title:`Training load`,get note(){return t.note},children:(e,i)=>{var a=Oe(),o=h(a),s=S(o),c=z(s,!0);l(2),D(o);var u=G(o,2);m(u,21,()=>R(n),({label:e,value:t})=>e,(e,t)=>{let n=()=>R(t).label,i=()=>R(t).value;var a=Te(),o=S(a),s=z(o,!0),c=G(o,2),l=S(c);let u;D(c);var d=G(c,2),f=z(d,!0);D(a),x(e=>{b(s,n()),u=p(l,``,u,{width:`${(i()??0)/R(r)*100}%`}),b(f,e)},[()=>g(i())]),L(e,a)}),D(u);var d=G(u,2),f=z(d,!0),_=G(d,2);m(_,16,()=>t.today.trainingLoad.flags,e=>e,(e,t)=>{var n=Ee(),r=z(n,!0);x(()=>b(r,oe[t])),L(e,n)});var v=G(_,2);m(v,17,()=>t.today.day.exercises,e=>e.id,(e,t)=>{var n=De(),r=S(n),i=z(r,!0),a=G(r,2),o=z(a);D(n),x((e,n,r)=>{b(i,R(t).sportName??`Training`),b(o,`${e??``}, ${n??``}${r??``}`)},[()=>P(M(R(t).startTime)),()=>W(R(t).durationSeconds),()=>R(t).distanceMeters?`, ${ne.distance(R(t).distanceMeters)}`:``]),L(e,n)}),x((e,t)=>{b(c,e),b(f,t)},[()=>g(t.today.trainingLoad.load.value),()=>ae(t.today)]),L(e,a)},$$slots:{default:!0}}),o()}var Ae=F(`<strong class="svelte-1r6710k"> </strong> <span class="quiet"> </span>`,1),je=F(`<span class="quiet">No night of this date was recorded.</span>`),Me=F(`<p class="lead svelte-1r6710k"><!></p> <div class="rows svelte-1r6710k"></div> <p class="quiet small debt svelte-1r6710k"> </p>`,1);function Ne(t,n){i(n,!0);let r=V(()=>n.today.day.sleep),a=[`HRV`,`HEART_RATE`,`SLEEP`],s=V(()=>n.today.lastNight.filter(({signal:e})=>a.includes(e)));{let i=V(()=>R(r)?`/night/${n.today.day.date}`:`/night`);Z(t,{title:`Last night`,get note(){return n.note},get href(){return R(i)},children:(t,i)=>{var a=Me(),o=h(a),c=S(o),l=e=>{var t=Ae(),n=h(t),i=z(n,!0),a=G(n,2),o=z(a);x((e,t,n)=>{b(i,e),b(o,`${t??``} – ${n??``}`)},[()=>W(R(r).asleepSeconds),()=>P(M(R(r).startTime)),()=>P(M(R(r).endTime))]),L(e,t)},u=e=>{var t=je();L(e,t)};e(c,e=>{R(r)?e(l):e(u,-1)}),D(o);var d=G(o,2);m(d,21,()=>R(s),({signal:e,value:t,usual:n})=>e,(e,t)=>{let n=()=>R(t).signal,r=()=>R(t).value,i=()=>R(t).usual;{let t=V(()=>ie(n()));Q(e,{get label(){return J[n()]},get value(){return r().value},get low(){return i().low},get high(){return i().high},get format(){return R(t)}})}}),D(d);var f=G(d,2),p=z(f,!0);x(e=>b(p,e),[()=>q(n.today.sleepDebt.sentence)]),L(t,a)},$$slots:{default:!0}})}o()}var Pe=d(`query Today {
  viewer {
    polarAccount {
      status
      lastSyncedAt
      problem
    }
    latestSyncRun {
      id
      status
    }
    today {
      date
      asOf
      headline
      readiness {
        date
        score {
          value
          n
          reason
        }
        band
        parts {
          signal
          z
          weight
          points
        }
        sentence
      }
      lastNight {
        signal
        value {
          value
        }
        usual {
          low
          high
        }
      }
      sleepDebt {
        sentence
      }
      trainingLoad {
        date
        load {
          value
        }
        shortTerm {
          value
        }
        longTerm {
          value
        }
        balance {
          value
        }
        flags
      }
      activity {
        date
        value {
          value
        }
        usual {
          low
          high
        }
      }
      freshness {
        kind
        date
        daysAgo
      }
      insights(first: 3) {
        kind
        sentence
        from
        to
      }
      day {
        date
        sleep {
          startTime
          endTime
          asleepSeconds
          lightSeconds
          deepSeconds
          remSeconds
          unrecognizedSeconds
          interruptionsSeconds
          score
          cycles
        }
        activity {
          steps
          activeSeconds
          energyKcal
          dailyGoalPercent
        }
        exercises {
          id
          sportName
          startTime
          durationSeconds
          distanceMeters
        }
      }
    }
  }
}`),Fe=d(`mutation SyncNow {
  triggerSync(input: {}) {
    run {
      id
    }
    userErrors {
      code
      message
    }
  }
}`),Ie=d(`subscription SyncSteps($runId: ID!) {
  syncProgress(runId: $runId) {
    id
    status
    kindsDone
    kindsTotal
    resumesAt
    error
    results {
      kind
      status
      created
      updated
    }
  }
}`),Le=F(`<div class="sync svelte-c0joxn"><span class="words svelte-c0joxn" role="status"> </span> <progress aria-label="Sync"></progress> <button type="button" class="svelte-c0joxn"><!> Sync now</button></div>`);function Re(e,t){i(t,!0);let n=te(),a=u(void 0),c=u(void 0),d=u(void 0),p=[`QUEUED`,`RUNNING`,`RATE_LIMITED`];O(()=>{t.latest&&p.includes(t.latest.status)&&U(a,t.latest.id,!0)}),N(()=>R(a)?E(Ie,{runId:R(a)},({syncProgress:e})=>U(c,e),()=>U(a,void 0)):void 0);let m=V(()=>{if(R(d))return R(d);if(!R(a)||!R(c))return R(a)?`Waiting for Polar`:h();if(R(c).status===`RATE_LIMITED`&&R(c).resumesAt)return`Polar’s limit is reached: it goes on at ${_(R(c).resumesAt,n.timeZone)}`;let e=R(c).results.find(({status:e})=>e===`RUNNING`)??R(c).results.at(-1);return e?`Asking Polar for ${Y[e.kind]}`:`Asking Polar`});function h(){if(R(c)?.status===`FAILED`)return R(c).error??`The sync failed`;let e=R(c)?.results.reduce((e,{created:t,updated:n})=>e+t+n,0);return R(c)&&e===0?`Nothing new at Polar`:R(c)?e===1?`1 new record`:`${e} new records`:t.account.lastSyncedAt?`Synced ${_(t.account.lastSyncedAt,n.timeZone)}`:`Never synced`}async function g(){(e=>{var t=T(e,2);U(d,t[0],!0),U(c,t[1])})([void 0,void 0]);let{data:e,problem:t}=await r(Fe,{});U(d,t?.text??e?.triggerSync.userErrors[0]?.message,!0),U(a,e?.triggerSync.run?.id,!0)}var y=Le(),C=S(y),w=z(C,!0),k=G(C,2);let A;var j=G(k,2),M=S(j);B(M,{name:`sync`,size:16}),l(),D(j),D(y),x(()=>{b(w,R(m)),K(k,`max`,R(c)?.kindsTotal||1),f(k,R(c)?.kindsDone??0),A=s(k,1,`svelte-c0joxn`,null,A,{idle:!R(a)}),j.disabled=R(a)!==void 0}),v(`click`,j,g),L(e,y),o()}I([`click`]);var ze=F(`<h1 class="svelte-hn71pf">Today</h1> <!>`,1),Be=F(`<h1 class="svelte-hn71pf">Today</h1> <div class="stack"><!> <div class="grid"><!><!><!></div></div>`,1),Ve=F(` <a href="/connect/polar">Connect again</a>`,1),He=F(`<div class="readiness svelte-hn71pf"><!> <!></div>`),Ue=F(`<div class="stack"><!> <div class="grid"><!> <!> <!></div> <!></div>`),We=F(`<h1 class="svelte-hn71pf"> </h1> <!> <!>`,1),Ge=F(`<div class="head svelte-hn71pf"><p class="quiet svelte-hn71pf"><span class="long svelte-hn71pf"> </span> <span class="short svelte-hn71pf"> </span></p> <!></div> <!>`,1);function Ke(r,s){i(s,!0);let c=a(Pe,()=>({})),u=V(()=>c.data?.viewer),d=V(()=>R(u)?.today),f=V(()=>R(d)?se(R(d)):[]),p=V(()=>Math.max(15,...R(f).map(({value:e})=>Math.abs(e))));function m(e){let t=R(d)?.freshness.find(t=>t.kind===e);return t&&R(d)&&A(t.date,R(d).date)}var _=Ge(),v=h(_),w=S(v),T=S(w),E=z(T,!0),O=G(T,2),k=z(O,!0);D(w);var j=G(w,2),M=e=>{Re(e,{get account(){return R(u).polarAccount},get latest(){return R(u).latestSyncRun}})};e(j,e=>{R(u)?.polarAccount&&e(M)}),D(v);var N=G(v,2),P=e=>{var r=ze(),i=G(h(r),2);n(i,{kind:`problem`,get problem(){return c.problem},get retry(){return t.changed}}),L(e,r)},F=e=>{var t=Be(),n=G(h(t),2),r=S(n);C(r,{height:`18.5rem`});var i=G(r,2),a=S(i);C(a,{height:`21rem`});var o=G(a);C(o,{height:`21rem`});var s=G(o);C(s,{height:`21rem`}),D(i),D(n),L(e,t)},I=t=>{var r=We(),i=h(r),a=z(i,!0),o=G(i,2),s=e=>{{let t=V(()=>R(d).asOf!==null);he(e,{get hasData(){return R(t)}})}},c=e=>{n(e,{kind:`advice`,children:(e,t)=>{l();var n=Ve(),r=h(n);l(),x(()=>b(r,`${R(u).polarAccount.problem??`Polar no longer answers for this account.`??``} `)),L(e,n)},$$slots:{default:!0}})};e(o,e=>{R(u).polarAccount?R(u).polarAccount.status!==`ACTIVE`&&e(c,1):e(s)});var _=G(o,2),v=e=>{var t=Ue(),n=S(t);{let e=V(()=>A(R(d).readiness.date,R(d).date));Z(n,{title:`Readiness`,get note(){return R(e)},children:(e,t)=>{{let t=V(()=>q(R(d).readiness.sentence));re(e,{title:`Against your last 60 days`,get summary(){return R(t)},table:()=>({columns:[`Part`,`Measured`,`Points`],rows:[...R(f).map(({label:e,detail:t,text:n})=>[e,t??``,n]),[`Readiness`,``,g(R(d).readiness.score.value)]]}),children:(e,t)=>{var n=He(),r=S(n);xe(r,{get score(){return R(d).readiness.score.value},get band(){return R(d).readiness.band},get reason(){return R(d).readiness.score.reason}}),de(G(r,2),{get parts(){return R(f)},get most(){return R(p)}}),D(n),L(e,n)},$$slots:{default:!0}})}},$$slots:{default:!0}})}var r=G(n,2),i=S(r);{let e=V(()=>m(`SLEEP`));Ne(i,{get today(){return R(d)},get note(){return R(e)}})}var a=G(i,2);{let e=V(()=>m(`CARDIO_LOAD`));ke(a,{get today(){return R(d)},get note(){return R(e)}})}var o=G(a,2);{let e=V(()=>m(`DAILY_ACTIVITY`));pe(o,{get today(){return R(d)},get note(){return R(e)}})}D(r),we(G(r,2),{get insights(){return R(d).insights}}),D(t),L(e,t)};e(_,e=>{R(d).asOf!==null&&e(v)}),x(e=>b(a,e),[()=>q(R(d).headline)]),L(t,r)};e(N,e=>{c.problem&&!c.data?e(P):c.loading||!R(d)||!R(u)?e(F,1):e(I,-1)}),x((e,t)=>{b(E,e),b(k,t)},[()=>R(d)?ee(R(d).date):` `,()=>R(d)?y(R(d).date):` `]),L(r,_),o()}export{Ke as default};