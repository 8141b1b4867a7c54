// Program main shows the leak of RPL-2022-0024 (virtual-kubelet): deleted pods are stored under
// namespace/name and removed under namespace/name/uid, so the removal never finds them, and
// sync.Map.Delete says nothing. It is a model written for this corpus, not virtual-kubelet code.
package main

import (
	"fmt"
	"sync"
)

type pod struct{ namespace, name, uid string }

type syncProviderWrapper struct {
	running     map[string]bool
	deletedPods sync.Map
}

// DeletePod remembers that the deletion was asked for.
func (p *syncProviderWrapper) DeletePod(po *pod) {
	key := po.namespace + "/" + po.name
	p.deletedPods.Store(key, po)
	delete(p.running, key)
}

func (p *syncProviderWrapper) deletePodKey(key string) { p.deletedPods.Delete(key) }

// deletePodsFromKubernetesHandler runs when the API server has deleted the pod.
func deletePodsFromKubernetesHandler(p *syncProviderWrapper, po *pod) {
	p.deletePodKey(po.namespace + "/" + po.name + "/" + po.uid)
}

func (p *syncProviderWrapper) remembered() (n int) {
	p.deletedPods.Range(func(any, any) bool { n++; return true })
	return n
}

func main() {
	p := &syncProviderWrapper{running: map[string]bool{}}
	const atOnce = 20
	var pods []*pod
	for i := range 1883 {
		po := &pod{"default", fmt.Sprintf("job-%d", i), fmt.Sprintf("uid-%d", i)}
		pods = append(pods, po)
		p.running[po.namespace+"/"+po.name] = true
		if i >= atOnce {
			gone := pods[i-atOnce]
			p.DeletePod(gone)
			deletePodsFromKubernetesHandler(p, gone)
		}
	}
	fmt.Println("pods running:", len(p.running), "entries in deletedPods:", p.remembered())
}
